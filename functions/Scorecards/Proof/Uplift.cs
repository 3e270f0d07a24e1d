namespace ReapFunctions.Scorecards.Proof;

/// <summary>One customer of an experiment, for the ranking by uplift.</summary>
/// <param name="Score">What the ranking goes by, the best first.</param>
public readonly record struct UpliftRow(double Score, bool Treated, bool Success);

/// <summary>
/// How well a ranking finds the customers whom contacting makes the difference for. Two numbers go by the name of Qini, and they
/// are not the same: both are given, each under the name of the library that computes it so.
/// </summary>
/// <param name="QiniCausalMl">
/// Mean over k of Y(t,k) - Y(c,k) · N(t,k) / N(c,k), each over its value at the end, less the mean of the straight line:
/// causalml, normalised.
/// </param>
/// <param name="QiniScikitUplift">
/// Area between the curve and the straight line over that between the perfect curve and the line, by trapezoids: scikit-uplift.
/// </param>
public sealed record Uplift(double QiniCausalMl, double QiniScikitUplift, double Average)
{
    /// <summary>A point of the Qini curve: after the <paramref name="Count"/> best, Y(t) - Y(c) · N(t) / N(c).</summary>
    public readonly record struct Point(int Count, double Value);

    /// <summary>
    /// The Qini curve at every place where the score changes; Y(t) while nobody of the control group is among them.
    /// </summary>
    public static IReadOnlyList<Point> Curve(IEnumerable<UpliftRow> rows) => Curve(rows, eachRow: false);

    /// <exception cref="ArgumentException">Nobody treated, or nobody in the control group.</exception>
    public static Uplift Of(IReadOnlyCollection<UpliftRow> rows)
    {
        var treated = rows.Count(row => row.Treated);
        if (treated == 0 || treated == rows.Count)
            throw new ArgumentException("Uplift needs customers of both arms.", nameof(rows));
        var treatedYes = rows.Count(row => row is { Treated: true, Success: true });
        var controlYes = rows.Count(row => row is { Treated: false, Success: true });
        var curve = Curve(rows);
        var end = curve[^1].Value;
        var line = end * rows.Count / 2;
        var perfect = Area(Curve(rows.Select(row => row with { Score = Perfect(row, controlYes > treatedYes) })));
        var mean = Curve(rows, eachRow: true).Average(point => point.Value);
        return new Uplift(
            end == 0 ? 0 : (mean - end / 2) / Math.Abs(end),
            perfect == line ? 0 : (Area(curve) - line) / (perfect - line),
            treatedYes / (double)treated - controlYes / (double)(rows.Count - treated));
    }

    private static List<Point> Curve(IEnumerable<UpliftRow> rows, bool eachRow)
    {
        long treated = 0, control = 0, treatedYes = 0, controlYes = 0;
        var curve = new List<Point> { default };
        var score = double.NaN;
        var count = 0;
        foreach (var row in rows.OrderByDescending(row => row.Score))
        {
            // A point stands for all rows of its score: what they do among themselves is no ranking.
            if (!eachRow && row.Score == score)
                curve.RemoveAt(curve.Count - 1);
            score = row.Score;
            treated += row.Treated ? 1 : 0;
            control += row.Treated ? 0 : 1;
            treatedYes += row is { Treated: true, Success: true } ? 1 : 0;
            controlYes += row is { Treated: false, Success: true } ? 1 : 0;
            curve.Add(new Point(++count, control == 0 ? treatedYes : treatedYes - controlYes * (double)treated / control));
        }
        return curve;
    }

    /// <summary>
    /// scikit-uplift's perfect order, with negative effects: 2 · (success = treated) + treated, or + success when the control
    /// group did more.
    /// </summary>
    private static double Perfect(UpliftRow row, bool controlDidMore) =>
        (row.Success == row.Treated ? 2 : 0) + ((controlDidMore ? row.Success : row.Treated) ? 1 : 0);

    private static double Area(IReadOnlyList<Point> curve)
    {
        var area = 0.0;
        for (var k = 1; k < curve.Count; k++)
            area += (curve[k - 1].Value + curve[k].Value) / 2 * (curve[k].Count - curve[k - 1].Count);
        return area;
    }
}
