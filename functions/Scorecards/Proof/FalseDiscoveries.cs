namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// Which of many comparisons show something, so that of those at most a share is wrong on average: Benjamini and Yekutieli
/// (Annals of Statistics 29, 2001, 1165-1188). The comparisons of one answer are of the same customers cut differently, and
/// Benjamini-Hochberg is proven for some dependence only; this holds for any. p-values that may be looked at every night stay so.
/// </summary>
/// <remarks>
/// <code>
/// p(1) ≤ ... ≤ p(m)     the largest k with p(k) ≤ k / m · 5 % / (1 + 1/2 + ... + 1/m): the first k are found
/// </code>
/// </remarks>
internal static class FalseDiscoveries
{
    private const double Rate = 0.05;

    /// <summary>The p-value up to which a comparison is found; negative for none.</summary>
    public static double Threshold(IReadOnlyCollection<double> pValues)
    {
        var harmonic = Enumerable.Range(1, pValues.Count).Sum(k => 1.0 / k);
        return pValues.Order().Select((p, i) => (P: p, Bound: (i + 1) * Rate / (pValues.Count * harmonic)))
            .LastOrDefault(ranked => ranked.P <= ranked.Bound, (P: -1, Bound: 0)).P;
    }

    /// <summary>The p-values of a line: of rates, and of money where that is known.</summary>
    public static IEnumerable<double> Of(LiftEstimate line) => line.Anytime is not { } any ? []
        : any.ValueP is { } value ? [any.RateP, value] : [any.RateP];

    /// <summary>The lines of an answer that has no others, each with what of it is found.</summary>
    public static IReadOnlyList<LiftEstimate> Mark(IReadOnlyList<LiftEstimate> lines)
    {
        var threshold = Threshold([.. lines.SelectMany(Of)]);
        return [.. lines.Select(line => Mark(line, threshold))];
    }

    /// <summary>A line with what of it is found by the threshold of its answer.</summary>
    public static LiftEstimate Mark(LiftEstimate line, double threshold) => line.Anytime is { } any
        ? line with { Anytime = any with { RateFound = any.RateP <= threshold, ValueFound = any.ValueP <= threshold } }
        : line;
}
