namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>Something that the draft predicts.</summary>
/// <param name="Name">Camel case; names its models and lists, and its product.</param>
/// <param name="IsChurn">Whether the customer leaves; else takes up a product.</param>
/// <param name="Field">The column that says it; null for what follows from the history of a detail source.</param>
/// <param name="IsLabel">The column says what happened; else who holds the product today.</param>
/// <param name="Share">Of the customers to whom it happened, 0 to 1.</param>
internal sealed record TargetDraft(
    string Name, bool IsChurn, string? Field, bool IsLabel, IReadOnlyList<string> Positive, IReadOnlyList<string> Negative,
    double Share)
{
    /// <summary>Of fewer customers of either kind nothing is learned.</summary>
    private const long MinRows = 50;

    private const int MaxProducts = 8;
    private const int MaxStates = 6;
    private const int LongestName = 40;

    /// <summary>What can be predicted from the columns of the customers: churn first.</summary>
    /// <param name="named">Columns that a person named: of churn, and of take-ups.</param>
    public static IReadOnlyList<TargetDraft> Find(FileDraft customers, NamedColumns named)
    {
        var open = customers.Columns.Where(column => column.Name != customers.Contract.Roles.CustomerId).ToList();
        ColumnSample? Named(string name) => open.FirstOrDefault(column => column.Name == name)
            ?? throw new UsageException(
                $"{customers.Path} has no column '{name}'. Its columns: "
                + $"{string.Join(", ", open.Select(column => column.Name))}.");
        var churn = named.Churn is { } given ? Named(given)
            : open.FirstOrDefault(column => ColumnWords.Churn().IsMatch(column.Name) && column.HasTwoValues)
                ?? open.FirstOrDefault(IsStatus);
        var takeUps = named.TakeUps.Count > 0 ? named.TakeUps.Select(name => Named(name)!).ToList()
            : open.Where(column => column != churn && column.HasTwoValues && ColumnWords.Response().IsMatch(column.Name))
                .ToList();
        if (churn is null && takeUps.Count == 0 && open.Count > 0 && open[^1].HasTwoValues)
            takeUps.Add(open[^1]);
        var products = open.Where(column => column != churn && !takeUps.Contains(column) && IsProduct(column)).Take(MaxProducts);
        List<TargetDraft> targets = [
            .. churn is null ? [] : new[] { Of(churn, isChurn: true, isLabel: true) },
            .. takeUps.Select(column => Of(column, isChurn: false, isLabel: true)),
            .. products.Select(column => Of(column, isChurn: false, isLabel: false))];
        return [.. targets.DistinctBy(target => target.Name)];
    }

    /// <summary>Such as active, paused and left.</summary>
    private static bool IsStatus(ColumnSample column) =>
        ColumnWords.Status().IsMatch(column.Name) && column.Counts.Count is >= 2 and <= MaxStates
        && column.Counts.Keys.Any(value => ColumnWords.Gone().IsMatch(value));

    private static bool IsProduct(ColumnSample column) =>
        ColumnWords.Product().IsMatch(column.Name) && !ColumnWords.Consent().IsMatch(column.Name)
        && column.Counts.Count is 2 or 3 && column.Counts.Keys.All(value => ColumnWords.YesOrNo().IsMatch(value))
        && column.Counts.Where(count => ColumnWords.Positive().IsMatch(count.Key)).Sum(count => count.Value) is var held
        && held >= MinRows && column.Values - held >= MinRows;

    private static TargetDraft Of(ColumnSample column, bool isChurn, bool isLabel)
    {
        if (column.Counts.Count is < 2 or > MaxStates)
            throw new UsageException(
                $"'{column.Name}' has {column.Distinct} different values. Name a column of 2 to {MaxStates}.");
        var positive = column.Counts.Keys.Where(value => ColumnWords.Positive().IsMatch(value)).ToList();
        if (positive.Count == 0)
            positive = [column.Counts.MinBy(count => count.Value).Key];
        // Of three values such as "no internet service" only the plain one is the other case.
        var negative = column.Counts.Keys.Except(positive).OrderBy(value => value.Length)
            .Take(isLabel ? int.MaxValue : 1).ToList();
        var share = (double)positive.Sum(value => column.Counts[value]) / column.Values;
        return new TargetDraft(
            isChurn ? "churn" : CamelOf(column.Name), isChurn, column.Name, isLabel, positive, negative, share);
    }

    /// <summary>Letters and digits, the first small: such as vehicleDamage of Vehicle_Damage.</summary>
    public static string CamelOf(string name)
    {
        var words = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Concat(words.Select((word, index) =>
            (index == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]));
        return joined.Length == 0 ? "product"
            : joined is "train" or "churn" ? $"{joined}ed"
            : joined[..Math.Min(joined.Length, LongestName)];
    }
}

/// <summary>Columns that a person named, where their names would not say what they mean.</summary>
internal sealed record NamedColumns(string? Churn, IReadOnlyList<string> TakeUps);
