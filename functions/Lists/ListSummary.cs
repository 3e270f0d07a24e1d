namespace ReapFunctions.Lists;

/// <summary>What a list comes to, over all pages.</summary>
/// <param name="Customers">Who is asked for and left out by no rule.</param>
/// <param name="Value">Their value of 12 months, in currency.</param>
/// <param name="Expected">What contacting all of them is expected to bring, in currency.</param>
/// <param name="LeftOut">By rule: who is asked for and left out.</param>
/// <param name="Propensities">How many there are by propensity, in 20 bins of equal width from 0 to 1.</param>
internal sealed record ListSummary(
    long Customers, decimal Value, decimal Expected, RuleCounts LeftOut, IReadOnlyList<long> Propensities)
{
    private const int Bins = 20;

    /// <param name="wanted">Who is on the list.</param>
    /// <param name="leftOut">Filled by the time that all of them are read.</param>
    public static async Task<ListSummary> OfAsync(IAsyncEnumerable<ListEntry> wanted, RuleCounts leftOut)
    {
        var bins = new long[Bins];
        var (customers, value, expected) = (0L, 0m, 0m);
        await foreach (var entry in wanted)
        {
            customers++;
            value += (decimal)entry.Value;
            expected += (decimal)entry.Expected;
            bins[Math.Min((int)(entry.Propensity * Bins), Bins - 1)]++;
        }
        return new ListSummary(customers, value, expected, leftOut, bins);
    }
}
