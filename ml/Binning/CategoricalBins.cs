using ReapFunctions.Ml.Data;

namespace ReapFunctions.Ml.Binning;

/// <summary>
/// Bins of a categorical column: one per category, the most frequent first. Categories beyond the bins' number, unseen and
/// missing ones share the missing bin.
/// </summary>
internal sealed class CategoricalBins(string name, string[] categories) : FeatureBins(name, categories.Length)
{
    /// <summary>The category of each bin.</summary>
    public ReadOnlySpan<string> Categories => categories;

    /// <summary>For each code of the column, its bin.</summary>
    public byte[] BinOfCode(CategoricalColumn column)
    {
        var binOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var bin = 0; bin < categories.Length; bin++)
            binOf.Add(categories[bin], bin);
        var bins = new byte[column.Categories.Count];
        for (var code = 0; code < bins.Length; code++)
            bins[code] = (byte)(binOf.TryGetValue(column.Categories[code], out var bin) ? bin : MissingBin);
        return bins;
    }
}
