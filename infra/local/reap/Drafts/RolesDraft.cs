using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>What the columns of the customers mean, as far as their names and values say.</summary>
internal static class RolesDraft
{
    private const int MaxSegments = 20;

    /// <summary>The roles of the file of customers.</summary>
    public static Roles Of(FileDraft customers, IReadOnlyList<TargetDraft> targets, IReadOnlyList<DetailDraft> details)
    {
        var labels = targets.Where(target => target.IsLabel).Select(target => target.Field!).ToHashSet();
        var open = customers.Columns
            .Where(column => column.Name != customers.Contract.Roles.CustomerId && !labels.Contains(column.Name)).ToList();
        ColumnSample? First(ColumnKind kind, Func<string, bool> named) =>
            open.FirstOrDefault(column => column.Kind == kind && named(column.Name));
        var tenure = First(ColumnKind.Number, ColumnWords.Tenure().IsMatch)?.Name;
        var acquired = tenure is null ? First(ColumnKind.Date, ColumnWords.Acquired().IsMatch)?.Name : null;
        var segments = open
            .Where(column => column.Kind == ColumnKind.Text && column.Counts.Count is >= 2 and <= MaxSegments).ToList();
        return customers.Contract.Roles with
        {
            Segment = (segments.FirstOrDefault(column => ColumnWords.Segment().IsMatch(column.Name)) ?? segments.FirstOrDefault())
                ?.Name,
            TenureMonths = tenure,
            AcquiredOn = acquired,
            Active = targets.FirstOrDefault(target => target.IsChurn) is { Field: { } field } churn
                ? new FieldIs(field, churn.Negative)
                : null,
            Holdings = targets.Where(target => !target.IsChurn)
                .ToDictionary(target => target.Name, target => new FieldIs(target.Field!, target.Positive)),
            Consents = Consents(open),
            Vulnerable = First(ColumnKind.Flag, ColumnWords.Vulnerable().IsMatch) is { } vulnerable
                ? new FieldIs(vulnerable.Name, ["true"])
                : null,
            OpenComplaint = First(ColumnKind.Flag, ColumnWords.OpenComplaint().IsMatch) is { } complaint
                ? new FieldIs(complaint.Name, ["true"])
                : null,
            Measures = Measures(open, hasTenure: (tenure ?? acquired) is not null, details),
            Labels = [.. labels],
        };
    }

    /// <summary>The roles of a file of details that names the customers.</summary>
    public static Roles Of(Roles detail, DetailDraft file) => detail with
    {
        AcquiredOn = "firstSeenOn",
        Consents = Consents([]),
        Measures = file.Spent is { } spent ? new Dictionary<string, string> { ["revenue.12m"] = spent } : [],
    };

    private static Dictionary<string, ConsentRole> Consents(IReadOnlyList<ColumnSample> open)
    {
        var found = open.Where(column => column.Kind == ColumnKind.Flag && ColumnWords.Consent().IsMatch(column.Name))
            .DistinctBy(column => ChannelOf(column.Name))
            .ToDictionary(column => ChannelOf(column.Name), column => new ConsentRole { Field = column.Name, Is = ["true"] });
        return found.Count > 0 ? found : new() { ["call"] = new() { Assumed = true }, ["email"] = new() { Assumed = true } };
    }

    private static string ChannelOf(string column)
    {
        bool Has(string word) => column.Contains(word, StringComparison.OrdinalIgnoreCase);
        return Has("mail") ? "email" : Has("sms") || Has("text") ? "sms" : "call";
    }

    private static Dictionary<string, string> Measures(
        IReadOnlyList<ColumnSample> open, bool hasTenure, IReadOnlyList<DetailDraft> details)
    {
        var numbers = open.Where(column => column.Kind == ColumnKind.Number).ToList();
        string? First(Func<string, bool> named) => numbers.FirstOrDefault(column => named(column.Name))?.Name;
        var measures = new Dictionary<string, string>();
        if (First(ColumnWords.Monthly().IsMatch) is { } monthly)
            measures["revenue.monthly"] = monthly;
        if (First(ColumnWords.Yearly().IsMatch) is { } yearly)
            measures["revenue.12m"] = yearly;
        if (hasTenure && measures.Count > 0 && First(ColumnWords.ToDate().IsMatch) is { } toDate)
            measures["revenue.toDate"] = toDate;
        var spent = details.Select(detail => detail.Spent).FirstOrDefault(name => name is not null);
        var any = First(ColumnWords.Money().IsMatch)
            ?? numbers.Where(column => !ColumnWords.NoMoney().IsMatch(column.Name)).MaxBy(column => column.Mean)?.Name;
        if (measures.Count == 0 && (spent ?? any) is { } instead)
            measures["revenue.12m"] = instead;
        if (First(ColumnWords.DirectCost().IsMatch) is { } cost)
            measures["directCost.12m"] = cost;
        return measures;
    }
}
