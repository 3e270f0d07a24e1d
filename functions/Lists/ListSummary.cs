using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Lists;

/// <summary>What a list comes to, over all pages.</summary>
/// <param name="Customers">Who is asked for and left out by no rule, at most as many as <c>top</c> says.</param>
/// <param name="Paying">Those of them whom contacting is expected to bring more than the contact costs.</param>
/// <param name="Value">Their value of 12 months, in currency.</param>
/// <param name="Promised">
/// What contacting all of them promises, in currency, before its cost and before what such promises have been worth: what a
/// selection is kept with.
/// </param>
/// <param name="Expected">
/// What contacting all of them is expected to bring, in currency, after its cost and by what such promises have been worth.
/// </param>
/// <param name="AtLeast">
/// The same by the lower end of the 95 % interval of what promises of plans and selections have been worth; null while none have
/// told.
/// </param>
/// <param name="AtMost">The same by the upper end.</param>
/// <param name="Needed">
/// How many customers the control group needs at least to show what contacting is expected to change, with a power of 0.8; null
/// where nothing is expected of it.
/// </param>
/// <param name="LeftOut">By rule: who is asked for and left out.</param>
/// <param name="Propensities">How many there are by propensity, in 20 bins of equal width from 0 to 1.</param>
internal sealed record ListSummary(
    long Customers, long Paying, decimal Value, decimal Promised, decimal Expected, decimal? AtLeast, decimal? AtMost,
    long? Needed, RuleCounts LeftOut, IReadOnlyList<long> Propensities)
{
    private const int Bins = 20;

    /// <param name="wanted">Who is on the list.</param>
    /// <param name="leftOut">Filled by the time that all of them are read.</param>
    /// <param name="isOfLeaving">Whether the list ranks who is about to leave: a contact is to make that rarer.</param>
    public static async Task<ListSummary> OfAsync(
        IAsyncEnumerable<ListEntry> wanted, RuleCounts leftOut, bool isOfLeaving)
    {
        var bins = new long[Bins];
        var (customers, paying, value, promised, expected) = (0L, 0L, 0m, 0m, 0m);
        var (propensity, effect) = (0.0, 0.0);
        (decimal? atLeast, decimal? atMost) = (null, null);
        await foreach (var entry in wanted)
        {
            customers++;
            paying += entry.Expected > 0 ? 1 : 0;
            promised += (decimal)entry.Brings;
            value += (decimal)entry.Value;
            expected += (decimal)entry.Expected;
            atLeast = entry.AtLeast is { } least ? (atLeast ?? 0) + (decimal)least : atLeast;
            atMost = entry.AtMost is { } most ? (atMost ?? 0) + (decimal)most : atMost;
            propensity += entry.Propensity;
            effect += entry.Effect;
            bins[Math.Min((int)(entry.Propensity * Bins), Bins - 1)]++;
        }
        var needed = NeededFor(propensity, effect, customers, isOfLeaving);
        return new ListSummary(
            customers, paying, value, Math.Round(promised, 2), expected, atLeast, atMost, needed, leftOut, bins);
    }

    private static long? NeededFor(double propensity, double effect, long customers, bool isOfLeaving)
    {
        var rate = propensity / customers;
        var moved = effect / customers;
        return moved > 0 ? SampleSize.OfControl(isOfLeaving ? rate - moved : rate + moved, rate, customers) : null;
    }
}
