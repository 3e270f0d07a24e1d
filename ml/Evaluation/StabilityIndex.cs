namespace ReapFunctions.Ml.Evaluation;

/// <summary>
/// The population stability index between reference rows and later ones: Σ (a - e) ln(a/e) over the reference's deciles, or its
/// categories, and a bin for missing values, with half a row added to every bin. The bins stay those of the reference.
/// </summary>
public sealed class StabilityIndex
{
    private const int Deciles = 10;
    private const int MaxCategories = 20;

    /// <summary>The usual convention: below it nobody acts.</summary>
    private const double MinThreshold = 0.10;

    private readonly float[]? cuts;
    private readonly string[]? categories;
    private readonly int[] reference;

    private StabilityIndex(string name, float[]? cuts, string[]? categories, Column column)
    {
        Name = name;
        this.cuts = cuts;
        this.categories = categories;
        reference = Count(column);
    }

    /// <summary>The column.</summary>
    public string Name { get; }

    /// <summary>Fixes the bins by the reference rows.</summary>
    public static StabilityIndex Of(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column is NumericColumn numeric
            ? new StabilityIndex(column.Name, Cuts(numeric), null, column)
            : new StabilityIndex(column.Name, null, Frequent((CategoricalColumn)column), column);
    }

    /// <summary>Compares later rows with the reference.</summary>
    /// <param name="column">The later rows, of the same kind.</param>
    /// <returns>The index, and the threshold above which a difference is more than chance: the 95 % point of chi-squared over the
    /// sample sizes, at least 0.10 (Yurdakul and Naranjo 2020).</returns>
    /// <exception cref="ArgumentException">The column is of another kind.</exception>
    public Stability Compare(Column column)
    {
        var later = Count(column);
        double index = 0;
        var (worst, worstPart) = (0, double.NegativeInfinity);
        var (expectedRows, actualRows) = (reference.Sum() + (reference.Length / 2.0), later.Sum() + (later.Length / 2.0));
        var bins = 0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            if (reference[bin] == 0 && later[bin] == 0)
                continue;
            bins++;
            var (expected, actual) = ((reference[bin] + 0.5) / expectedRows, (later[bin] + 0.5) / actualRows);
            var part = (actual - expected) * Math.Log(actual / expected);
            index += part;
            if (part > worstPart)
                (worst, worstPart) = (bin, part);
        }
        var byChance = ChiSquared.Quantile(0.95, Math.Max(1, bins - 1)) * ((1.0 / Math.Max(1, reference.Sum()))
            + (1.0 / Math.Max(1, later.Sum())));
        var rises = later[worst] / actualRows > reference[worst] / expectedRows;
        return new Stability(Name, index, Math.Max(MinThreshold, byChance), NameOf(worst), rises);
    }

    private string NameOf(int bin)
    {
        if (bin == reference.Length - 1)
            return "missing";
        if (categories is not null)
            return bin < categories.Length ? categories[bin] : "other";
        if (cuts!.Length == 0)
            return "present";
        return bin == 0 ? $"up to {cuts[0]}" : bin < cuts.Length ? $"{cuts[bin - 1]} to {cuts[bin]}" : $"above {cuts[^1]}";
    }

    private int[] Count(Column column)
    {
        if (column is NumericColumn numeric && cuts is not null)
        {
            var counts = new int[cuts.Length + 2];
            foreach (var value in numeric.Values)
                counts[float.IsNaN(value) ? counts.Length - 1 : BinOf(value)]++;
            return counts;
        }
        if (column is not CategoricalColumn categorical || categories is null)
            throw new ArgumentException($"Column '{column.Name}' is of another kind than the reference.", nameof(column));
        var bins = new int[categories.Length + 2];
        var binOf = categorical.Categories.Select(text => Array.IndexOf(categories, text) is var bin and >= 0 ? bin
            : categories.Length).ToArray();
        foreach (var code in categorical.Codes)
            bins[code < 0 ? bins.Length - 1 : binOf[code]]++;
        return bins;
    }

    private int BinOf(float value)
    {
        var bin = Array.BinarySearch(cuts!, value);
        return bin >= 0 ? bin : ~bin;
    }

    private static float[] Cuts(NumericColumn column)
    {
        float[] values = [.. column.Values.ToArray().Where(value => !float.IsNaN(value)).Order()];
        if (values.Length == 0)
            return [];
        return [.. Enumerable.Range(1, Deciles - 1).Select(i => values[(int)((long)i * (values.Length - 1) / Deciles)])
            .Where(cut => cut < values[^1]).Distinct()];
    }

    private static string[] Frequent(CategoricalColumn column)
    {
        var counts = new int[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
                counts[code]++;
        }
        return [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderByDescending(code => counts[code])
            .ThenBy(code => column.Categories[code], StringComparer.Ordinal)
            .Take(MaxCategories).Select(code => column.Categories[code])];
    }
}

/// <summary>How far later rows of a column have moved from the reference.</summary>
/// <param name="Column">The column.</param>
/// <param name="Index">The population stability index.</param>
/// <param name="Threshold">Above it the move is more than chance and more than the convention tolerates.</param>
/// <param name="Bin">The bin that moved most.</param>
/// <param name="Rises">Whether that bin has a larger share now.</param>
public sealed record Stability(string Column, double Index, double Threshold, string Bin, bool Rises)
{
    /// <summary>Whether the column has drifted.</summary>
    public bool HasDrifted => Index > Threshold;
}
