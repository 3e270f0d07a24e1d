namespace ReapFunctions.Scorecards.Proof;

/// <summary>One customer of an experiment, for the ranking by uplift.</summary>
/// <param name="Score">What the ranking goes by, the best first.</param>
public readonly record struct UpliftRow(double Score, bool Treated, bool Success);

/// <summary>
/// How well a ranking finds the customers whom contacting makes the difference for. Two numbers go by the name of Qini, and they
/// are not the same: both are given, each under the name of the library that computes it so, with the 95 % interval of
/// <see cref="UpliftOrders"/>.
/// </summary>
/// <param name="QiniCausalMl">
/// Per customer: mean over k of Y(t,k) - Y(c,k) · N(t,k) / N(c,k), each over its value at the end, less the mean of the straight
/// line: causalml, normalised.
/// </param>
/// <param name="QiniScikitUplift">
/// Area between the curve and the straight line over that between the perfect curve and the line, by trapezoids: scikit-uplift,
/// and the Qini coefficient of Radcliffe (Using control groups to target on predicted lift, 2007).
/// </param>
public sealed record Uplift(Interval QiniCausalMl, Interval QiniScikitUplift, double Average)
{
    /// <summary>A point of the Qini curve: after the <paramref name="Count"/> best, Y(t) - Y(c) · N(t) / N(c).</summary>
    public readonly record struct Point(long Count, double Value);

    /// <summary>
    /// The Qini curve at every place where the score changes; Y(t) while nobody of the control group is among them.
    /// </summary>
    public static IReadOnlyList<Point> Curve(IEnumerable<UpliftRow> rows) => Qini.Curve(
        [.. rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key).Select(UpliftCount.Of)]);

    /// <exception cref="ArgumentException">Nobody treated, or nobody in the control group.</exception>
    public static Uplift Of(IReadOnlyCollection<UpliftRow> rows)
    {
        var cells = rows.GroupBy(row => row.Score).ToArray();
        return new UpliftOrders([.. cells.Select(UpliftCount.Of)], [.. cells.Select(cell => cell.Key)]).Judge()[0];
    }
}
