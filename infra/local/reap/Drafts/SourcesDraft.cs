using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>Which of several files has the customers, and by which columns the others belong to them.</summary>
/// <param name="Customers">The file with one row for each customer; null when they are those whom the first detail names.</param>
/// <param name="References">Small tables that others look up.</param>
/// <param name="LeftOut">Files that no night could read, with the cause.</param>
internal sealed record SourcesDraft(
    FileDraft? Customers, IReadOnlyList<DetailDraft> Details, IReadOnlyList<ReferenceDraft> References,
    IReadOnlyList<(string File, string Cause)> LeftOut)
{
    /// <summary>Ids of rows whose customer has left are in no file of customers.</summary>
    private const double SharedIds = 0.5;

    /// <exception cref="NightException">No file says who the customers are.</exception>
    public static SourcesDraft Of(IReadOnlyList<FileDraft> files)
    {
        files = [.. files.Select(file => file.WithKeysAsText(files))];
        if (CustomersOf(files) is not { } customers)
            return Derived(files);
        var key = customers.Column(customers.Contract.Roles.CustomerId)!;
        var (details, left) = (new List<DetailDraft>(), new List<(FileDraft File, string Cause)>());
        foreach (var file in files.Where(file => file != customers))
        {
            if (ReferenceTo(key, file) is not { } reference)
                left.Add((file, NoReference(key, customers, file)));
            else if (DetailDraft.Of(file, reference.Name) is { } detail)
                details.Add(detail);
            else
                left.Add((file, "no column is a date, and rows of details count by their date"));
        }
        return Of(customers, details, left);
    }

    /// <summary>Of the files that belong to no customer, those are taken that others look up.</summary>
    private static SourcesDraft Of(
        FileDraft? customers, IReadOnlyList<DetailDraft> details, IReadOnlyList<(FileDraft File, string Cause)> left)
    {
        var referring = details.Select(detail => detail.File).Prepend(customers).OfType<FileDraft>().ToList();
        var found = left.Select(file => ReferenceDraft.Of(file.File, referring)).OfType<ReferenceDraft>().ToList();
        // A column looks up one table.
        var references = found.DistinctBy(reference => (reference.By, reference.Field)).ToList();
        string CauseOf(FileDraft file, string cause) => found.Find(reference => reference.File == file) is { } second
            ? $"'{second.Field}' of {second.By.Path} looks up {references.Find(second.IsBeside)!.File.Path} already"
            : ReferenceCause.Of(file, referring) ?? cause;
        return new SourcesDraft(
            customers, details, references,
            [.. left.Where(file => references.All(reference => reference.File != file.File))
                .Select(file => (file.File.Path, CauseOf(file.File, file.Cause)))]);
    }

    /// <summary>
    /// The file whose id is unique and that most others refer to, no small table that is looked up, rather one whose id is named
    /// for customers; of equals the one with most columns.
    /// </summary>
    private static FileDraft? CustomersOf(IReadOnlyList<FileDraft> files)
    {
        var withIds = files.Select(WithUniqueId).OfType<FileDraft>().ToList();
        return withIds
            .OrderBy(file => ReferenceDraft.IsLookedUp(file, withIds))
            .ThenByDescending(file => ColumnWords.Customer().IsMatch(file.Contract.Roles.CustomerId))
            .ThenByDescending(file => files.Where(detail => detail.Path != file.Path)
                .Count(detail => ReferenceTo(file.Column(file.Contract.Roles.CustomerId)!, detail) is not null))
            .ThenByDescending(file => file.Columns.Count)
            .FirstOrDefault();
    }

    /// <summary>The file when each row is another customer.</summary>
    private static FileDraft? WithUniqueId(FileDraft file) =>
        file.Column(file.Contract.Roles.CustomerId) is { } id && id.IsUnique ? file : null;

    /// <summary>The column that names customers by their id.</summary>
    private static ColumnSample? ReferenceTo(ColumnSample key, FileDraft file) =>
        file.Columns.Where(column => column.Kind is ColumnKind.Text or ColumnKind.Number && column.Distinct > 1)
            .Select(column => (Column: column, Share: column.ShareIn(key)))
            .Where(found => found.Share >= SharedIds)
            .OrderByDescending(found => found.Column.Name == key.Name).ThenByDescending(found => found.Share)
            .ThenByDescending(found => found.Column.Distinct)
            .FirstOrDefault().Column;

    /// <summary>Why a file belongs to no customer.</summary>
    private static string NoReference(ColumnSample key, FileDraft customers, FileDraft file) =>
        file.Column(file.Contract.Roles.CustomerId) is { } alike && alike.PlainShareIn(key) >= SharedIds
            ? $"'{alike.Name}' has the values of '{key.Name}' in {customers.Path} but for capitals or leading zeros: write the "
                + "ids of both files alike"
            : $"no column has the values of '{key.Name}' in {customers.Path}, nor has it a key that another file looks up";

    private static SourcesDraft Derived(IReadOnlyList<FileDraft> files)
    {
        var details = files.Select(file => DetailDraft.Of(file, file.Contract.Roles.CustomerId)).OfType<DetailDraft>().ToList();
        return details.Count > 0
            ? Of(null, [details[0]], [.. files.Where(file => file != details[0].File)
                .Select(file => (file, "the customers are those whom another file names"))])
            : throw new NightException(
                $"No file says who the customers are: '{files[0].Contract.Roles.CustomerId}' of {files[0].Path} is not another "
                + "one in each row, and no column is a date. Give the file that has one row for each customer, or add a column "
                + "that numbers them.");
    }
}
