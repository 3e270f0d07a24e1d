using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>Why a table is not looked up that nearly is.</summary>
internal static class ReferenceCause
{
    /// <summary>The cause with what to do; null when nothing in the table is like a key of another file.</summary>
    /// <param name="referring">Files that may look it up.</param>
    public static string? Of(FileDraft file, IEnumerable<FileDraft> referring) =>
        (from referrer in referring
         from key in file.Columns
         from column in referrer.Columns
         where column.Distinct is > 1 && column.Distinct < column.Values && column.PlainShareIn(key) >= ReferenceDraft.Found
         let isSameName = column.Name.Equals(key.Name, StringComparison.OrdinalIgnoreCase)
         where IsLikeAKey(key) && (isSameName || key.Kind == ColumnKind.Text || key.IsUnique)
         orderby isSameName descending, key.IsUnique descending, key.Kind == ColumnKind.Text descending
         select $"'{column.Name}' of {referrer.Path} has the values of '{key.Name}', {But(file, key, referrer, column)}")
        .FirstOrDefault();

    /// <summary>Not a flag or an amount, whose values are among those of any column.</summary>
    private static bool IsLikeAKey(ColumnSample key) =>
        key.Kind is ColumnKind.Text or ColumnKind.Number && key.Distinct > 1 && key.Distinct * 2 > key.Values;

    private static string But(FileDraft file, ColumnSample key, FileDraft referrer, ColumnSample column)
    {
        if (key.Missing > 0)
            return "which is missing in some rows: fill it in, or remove them";
        if (!key.IsUnique)
            return "of which some stand in two rows: leave one row for each";
        // Numbers with decimals are no keys, though they come out of cleaning as whole ones do.
        var isAlike = column.ShareIn(key) >= ReferenceDraft.Found
            && ReferenceDraft.FieldOf(file, key).KeyType is not null
            && ReferenceDraft.FieldOf(referrer, column).KeyType is not null;
        return isAlike
            ? "but so have other columns of small numbers: give both the same name if one looks up the other"
            : "but for capitals, leading zeros or decimals: write the keys of both files alike";
    }
}
