namespace ReapFunctions.Ml.Training;

/// <summary>
/// Categories that are learned from: the most frequent of each column. Each is a slot of the vector, and one that hardly any row
/// has tells nothing but who the row is; rarer ones are read as unknown, as new ones are when the model scores.
/// </summary>
internal static class FrequentCategories
{
    /// <summary>The table with the <paramref name="max"/> most frequent categories of each column; of equally frequent ones the
    /// first.</summary>
    public static Dataset Of(Dataset data, int max) =>
        data.Columns.All(column => column is not CategoricalColumn { Categories.Count: var count } || count <= max)
            ? data
            : new Dataset(
                [.. data.Columns.Select(column => column is CategoricalColumn text ? Of(text, max) : column)], data.Rows);

    private static CategoricalColumn Of(CategoricalColumn column, int max)
    {
        if (column.Categories.Count <= max)
            return column;
        var counts = new long[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
                counts[code]++;
        }
        int[] kept = [.. Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).Take(max).Order()];
        var codeOf = new int[counts.Length];
        Array.Fill(codeOf, -1);
        for (var code = 0; code < kept.Length; code++)
            codeOf[kept[code]] = code;
        var codes = new int[column.Rows];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = column.Codes[row] is var code and >= 0 ? codeOf[code] : -1;
        return new CategoricalColumn(column.Name, codes, [.. kept.Select(code => column.Categories[code])]);
    }
}
