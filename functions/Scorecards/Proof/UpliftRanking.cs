namespace ReapFunctions.Scorecards.Proof;

/// <summary>What contacting a value decile for an offer brought.</summary>
/// <param name="Difference">Success rate of the treated less that of the control group; null with too few of either.</param>
/// <param name="StillNeeded">As for <see cref="LiftEstimate"/>.</param>
public sealed record UpliftCell(int Decile, long Treated, long Control, Interval? Difference, long? StillNeeded);

/// <summary>
/// Whom an offer makes the difference for, where the control group is large enough to tell: the value deciles by falling uplift,
/// and how well that order and the one by propensity find those customers.
/// </summary>
/// <param name="Suffices">Whether the control group is large enough to see the offer's effect (power 0.8), and two deciles have
/// enough of both arms.</param>
/// <param name="RankBy">Which order to contact by: <c>uplift</c> where the control group suffices, and the lower bounds of its
/// Qini and of its <paramref name="Gain"/> are above zero; else <c>propensity</c>.</param>
/// <param name="ByUplift">
/// Of the order by the decile's uplift. Cross-fitted: a customer's decile is ranked by what the other half of the customers did,
/// so that chance does not praise itself. Null when the control group does not suffice.
/// </param>
/// <param name="ByPropensity">Of the order by the offer's propensity; null likewise.</param>
/// <param name="Gain">What the order by uplift has more of scikit-uplift's Qini than that by propensity; null likewise.</param>
/// <param name="Deciles">By falling uplift; those without an estimate last.</param>
public sealed record UpliftRanking(
    string Offer, long Treated, long Control, bool Suffices, string RankBy, Uplift? ByUplift, Uplift? ByPropensity,
    Interval? Gain, IReadOnlyList<UpliftCell> Deciles)
{
    /// <summary>A customer for whom the offer was the best.</summary>
    /// <param name="Key">Of the digest; its lowest bit deals customers to halves.</param>
    internal readonly record struct Row(ulong Key, byte Decile, byte Propensity, bool Treated, bool Success);

    /// <param name="rows">In any order.</param>
    internal static UpliftRanking Rank(string offer, IEnumerable<Row> rows)
    {
        var sorted = rows.OrderBy(row => row.Key).ToArray();
        var all = LiftEstimate.Estimate(offer, ArmsOf(sorted), share: 0.5);
        var cells = sorted.GroupBy(row => row.Decile).Select(group => Cell(group.Key, [.. group]))
            .OrderByDescending(cell => cell.Difference?.Estimate ?? double.NegativeInfinity).ThenBy(cell => cell.Decile)
                .ToArray();
        if (all.StillNeeded != 0 || cells.Count(cell => cell.Difference is not null) < 2)
            return new UpliftRanking(offer, all.Treated, all.Control, false, "propensity", null, null, null, cells);

        var orders = Orders(sorted);
        var (uplift, gain) = (orders.Judge(), orders.Gain());
        var best = gain.Low > 0 && uplift[0].QiniScikitUplift.Low > 0 ? "uplift" : "propensity";
        return new UpliftRanking(offer, all.Treated, all.Control, true, best, uplift[0], uplift[1], gain, cells);
    }

    /// <summary>The order by uplift, then that by propensity.</summary>
    private static UpliftOrders Orders(IReadOnlyList<Row> rows)
    {
        var ofHalf = new[] { Estimates(rows.Where(row => (row.Key & 1) == 0)), Estimates(rows.Where(row => (row.Key & 1) == 1)) };
        var cells = rows
            .GroupBy(row => (Uplift: ofHalf[1 - (int)(row.Key & 1)].GetValueOrDefault(row.Decile), row.Propensity)).ToArray();
        return new UpliftOrders(
            [.. cells.Select(cell => UpliftCount.Of(cell.Select(row => new UpliftRow(0, row.Treated, row.Success))))],
            [.. cells.Select(cell => cell.Key.Uplift)],
            [.. cells.Select(cell => (double)cell.Key.Propensity)]);
    }

    private static UpliftCell Cell(byte decile, IReadOnlyList<Row> rows)
    {
        var lift = LiftEstimate.Estimate("", ArmsOf(rows), share: 0.5);
        return new UpliftCell(decile, lift.Treated, lift.Control, lift.Difference, lift.StillNeeded);
    }

    private static Dictionary<byte, double> Estimates(IEnumerable<Row> half) =>
        half.GroupBy(row => row.Decile).ToDictionary(group => group.Key, group =>
    {
        var (treated, control) = ArmsOf(group);
        return treated.Customers == 0 || control.Customers == 0 ? 0 : treated.Rate - control.Rate;
    });

    private static ArmPair ArmsOf(IEnumerable<Row> rows)
    {
        long treated = 0, treatedYes = 0, control = 0, controlYes = 0;
        foreach (var row in rows)
        {
            treated += row.Treated ? 1 : 0;
            treatedYes += row is { Treated: true, Success: true } ? 1 : 0;
            control += row.Treated ? 0 : 1;
            controlYes += row is { Treated: false, Success: true } ? 1 : 0;
        }
        return new ArmPair(new Arm(treated, treatedYes, 0, 0), new Arm(control, controlYes, 0, 0));
    }
}
