using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Plausibility;

/// <summary>
/// Propensities counted in fixed bins, so that counts of buckets add up and nights compare: quarters of a log-odd from -8 to 8.
/// </summary>
public static class PropensityBins
{
    private const double Lowest = -8;
    private const double Width = 0.25;
    private const int Bins = 64;

    /// <summary>Fine bins are joined until each holds so much of the reference.</summary>
    private const double MinShare = 0.1;

    public static IReadOnlyList<long> Count(ReadOnlySpan<float> propensities)
    {
        var counts = new long[Bins];
        foreach (var propensity in propensities)
        {
            if (!float.IsNaN(propensity))
                counts[BinOf(propensity)]++;
        }
        return counts;
    }

    /// <summary>
    /// The population stability index: the sum of (a - e) ln(a / e) over tenths of the reference, with half a customer added to
    /// each; and what chance alone makes of it, twice its mean over samples of these sizes (Yurdakul and Naranjo 2020).
    /// </summary>
    public static (double Index, double ByChance) Shift(IReadOnlyList<long> reference, IReadOnlyList<long> now)
    {
        var bins = Joined(reference, now);
        var expected = bins.Sum(bin => bin.Reference) + bins.Count / 2.0;
        var actual = bins.Sum(bin => bin.Now) + bins.Count / 2.0;
        var terms = PopulationStability.Terms([.. bins.Select(bin => ((double)bin.Reference, (double)bin.Now))]);
        return (terms.Sum(), 2 * (bins.Count - 1) * (1 / expected + 1 / actual));
    }

    private static int BinOf(float propensity)
    {
        var logOdds = Math.Log(propensity / (1.0 - propensity));
        return (int)Math.Clamp((logOdds - Lowest) / Width, 0, Bins - 1);
    }

    private static List<(long Reference, long Now)> Joined(IReadOnlyList<long> reference, IReadOnlyList<long> now)
    {
        var least = Math.Max(1, reference.Sum() * MinShare);
        var bins = new List<(long Reference, long Now)>();
        (long Reference, long Now) open = default;
        for (var bin = 0; bin < reference.Count; bin++)
        {
            open = (open.Reference + reference[bin], open.Now + now[bin]);
            if (open.Reference < least)
                continue;
            bins.Add(open);
            open = default;
        }
        if (bins.Count == 0)
            return [open];
        bins[^1] = (bins[^1].Reference + open.Reference, bins[^1].Now + open.Now);
        return bins;
    }
}
