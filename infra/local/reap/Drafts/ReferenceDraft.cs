using ReapFunctions.Contracts;
using ReapFunctions.Contracts.References;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>A small table that another file looks up, such as tariffs: whose key it is, and what is taken from it.</summary>
/// <param name="Key">The column of it that no two rows have alike.</param>
/// <param name="By">The file that looks it up.</param>
/// <param name="Field">The column of that file that holds the key.</param>
internal sealed record ReferenceDraft(FileDraft File, string Key, FileDraft By, string Field)
{
    /// <summary>Of the different values that are looked up, so many must be there.</summary>
    public const double Found = 0.9;

    /// <summary>A table that is looked up has few rows,</summary>
    private const long MaxRows = 1000;

    /// <summary>and each of them for many of those who look.</summary>
    private const long LookedUpBy = 10;

    /// <summary>How a file is looked up by others; null when it is not.</summary>
    /// <param name="referring">Files that may look it up.</param>
    public static ReferenceDraft? Of(FileDraft file, IEnumerable<FileDraft> referring) =>
        (from referrer in referring
         from key in file.Columns
         where key.IsUnique
         from column in referrer.Columns
         where key.Values < column.Values && column.Distinct < column.Values && HasKeysOf(column, referrer, key, file)
         orderby column.Name == key.Name descending, column.ShareIn(key) descending
         select new ReferenceDraft(file, key.Name, referrer, column.Name)).FirstOrDefault();

    /// <summary>
    /// Whether a file that has an id in each row is no list of customers: it is small, and one that has many more rows, an id in
    /// each of them as well, looks it up.
    /// </summary>
    public static bool IsLookedUp(FileDraft file, IEnumerable<FileDraft> withIds) =>
        !ColumnWords.Customer().IsMatch(file.Contract.Roles.CustomerId)
        && Of(file, withIds.Where(withId => withId.Path != file.Path)) is { } reference
        && reference.Field != reference.By.Contract.Roles.CustomerId
        && RowsOf(file) <= MaxRows && RowsOf(reference.By) >= LookedUpBy * RowsOf(file);

    /// <summary>Whether another is looked up by the same column.</summary>
    public bool IsBeside(ReferenceDraft beside) => (By, Field) == (beside.By, beside.Field);

    public Contract ToContract() => File.Contract with
    {
        Schema = File.Contract.Schema with
        {
            Fields = [.. File.Contract.Schema.Fields.Where(field => !File.Contract.Roles.Personal.Contains(field.Name))],
            PrimaryKey = new FieldNames([Key]),
        },
        Roles = File.Contract.Roles with
        {
            CustomerId = "",
            Personal = [],
            Reference = new ReferenceRole { Key = Key },
        },
    };

    /// <summary>The contract of the file that looks it up, with what it takes.</summary>
    /// <param name="taken">Names that columns have already.</param>
    public Contract AddTo(Contract by, ISet<string> taken)
    {
        var columns = new Dictionary<string, string>();
        foreach (var column in File.Columns.Where(column => column.Name != Key))
        {
            var name = taken.Contains(column.Name) ? $"{Field} {column.Name}" : column.Name;
            if (taken.Add(name))
                columns[name] = column.Name;
        }
        if (columns.Count == 0)
            return by;
        var roles = by.Roles with
        {
            RefersTo = new Dictionary<string, ReferenceKey>(by.Roles.RefersTo)
            {
                [Field] = new() { Source = File.Source, Columns = columns },
            },
        };
        return by with { Roles = roles.Detail is null ? roles : roles with { Detail = Count(roles.Detail, columns) } };
    }

    /// <summary>What details look up is a column of their customers once it is counted.</summary>
    private DetailRole Count(DetailRole detail, Dictionary<string, string> columns)
    {
        var counted = new Dictionary<string, Aggregate>(detail.Columns);
        foreach (var (name, column) in columns)
        {
            counted.TryAdd(TargetDraft.CamelOf($"{By.Source} {name} 12m"), File.Column(column)!.Kind switch
            {
                ColumnKind.Number => new() { Kind = AggregateKind.Mean, Field = name, Days = 365 },
                _ => new() { Kind = AggregateKind.Distinct, Field = name, Days = 365 },
            });
        }
        return detail with { Columns = counted };
    }

    /// <summary>Small numbers are among those of every other column: there the names must say the same.</summary>
    private static bool HasKeysOf(ColumnSample column, FileDraft file, ColumnSample key, FileDraft reference) =>
        column.Distinct > 1 && column.ShareIn(key) >= Found
        && FieldOf(reference, key).KeyType is { } type && FieldOf(file, column).KeyType == type
        && (key.Kind == ColumnKind.Text || IsNamedFor(column, key, reference));

    /// <summary>
    /// Whether the whole numbers of a column are text keys of another file, whose ids are text whatever they look like.
    /// </summary>
    public static bool AreWholeKeys(FileDraft file, ColumnSample column, FileDraft reference) =>
        FieldOf(file, column) is { Type: FieldType.Integer, GroupChar: "" } && column.Distinct > 1
        && reference.Columns.Any(key => key.IsUnique && key.Kind == ColumnKind.Text && key.Values < column.Values
            && IsNamedFor(column, key, reference) && column.ShareIn(key) >= Found);

    /// <summary>
    /// <c>plan_id</c> is named for <c>plan_id</c>, and for <c>id</c> of plans; <c>plan</c> for the latter as well.
    /// </summary>
    private static bool IsNamedFor(ColumnSample column, ColumnSample key, FileDraft reference)
    {
        var (name, source) = (LettersOf(column.Name), LettersOf(reference.Source));
        return name == LettersOf(key.Name)
            || new[] { source, source.TrimEnd('s') }.Any(thing => name == thing || name == thing + LettersOf(key.Name));
    }

    private static string LettersOf(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    public static Field FieldOf(FileDraft file, ColumnSample column) =>
        file.Contract.Schema.Fields.First(field => field.Name == column.Name);

    private static long RowsOf(FileDraft file) => file.Columns.Max(column => column.Values + column.Missing);
}
