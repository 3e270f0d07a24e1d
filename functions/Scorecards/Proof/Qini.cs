namespace ReapFunctions.Scorecards.Proof;

/// <summary>The two Qini numbers of one order of customers; <see cref="Uplift"/> says what they are.</summary>
internal readonly record struct Qini(double CausalMl, double ScikitUplift)
{
    /// <param name="counts">By falling score; customers of one score are one count: what they do among themselves is no
    /// ranking.</param>
    public static Qini Of(IReadOnlyList<UpliftCount> counts)
    {
        var all = counts.Aggregate((left, right) => left + right);
        var curve = Curve(counts);
        var end = curve[^1].Value;
        var line = end * all.All / 2;
        var (area, perfect) = (Area(curve), Area(Curve(Perfect(all))));
        // The mean is over the ends of steps of one customer and the start, the area over their middles.
        var mean = (area + end / 2) / (all.All + 1);
        return new Qini(
            end == 0 ? 0 : (mean - end / 2) / Math.Abs(end), perfect == line ? 0 : (area - line) / (perfect - line));
    }

    public static IReadOnlyList<Uplift.Point> Curve(IReadOnlyList<UpliftCount> counts)
    {
        var curve = new Uplift.Point[counts.Count + 1];
        var sum = default(UpliftCount);
        for (var i = 0; i < counts.Count; i++)
        {
            sum += counts[i];
            curve[i + 1] = new Uplift.Point(
                sum.All,
                sum.Control == 0 ? sum.TreatedYes : sum.TreatedYes - sum.ControlYes * (double)sum.Treated / sum.Control);
        }
        return curve;
    }

    /// <summary>
    /// scikit-uplift's perfect order, with negative effects: who did as they were treated first, then the arm's others, or who
    /// did it first when the control group did more.
    /// </summary>
    private static UpliftCount[] Perfect(UpliftCount all)
    {
        var treatedNo = new UpliftCount(all.Treated - all.TreatedYes, 0, 0, 0);
        var controlYes = new UpliftCount(0, 0, all.ControlYes, all.ControlYes);
        var (third, last) = all.ControlYes > all.TreatedYes ? (controlYes, treatedNo) : (treatedNo, controlYes);
        return
        [
            new UpliftCount(all.TreatedYes, all.TreatedYes, 0, 0),
            new UpliftCount(0, 0, all.Control - all.ControlYes, 0),
            third,
            last,
        ];
    }

    private static double Area(IReadOnlyList<Uplift.Point> curve)
    {
        var area = 0.0;
        for (var k = 1; k < curve.Count; k++)
            area += (curve[k - 1].Value + curve[k].Value) / 2 * (curve[k].Count - curve[k - 1].Count);
        return area;
    }
}

/// <summary>Customers of one score, by arm and whether they did it.</summary>
internal readonly record struct UpliftCount(long Treated, long TreatedYes, long Control, long ControlYes)
{
    public long All => Treated + Control;

    public static UpliftCount Of(IEnumerable<UpliftRow> rows) =>
        rows.Aggregate(default(UpliftCount), (sum, row) => sum + Of(row));

    private static UpliftCount Of(UpliftRow row) => row.Treated
        ? new UpliftCount(1, row.Success ? 1 : 0, 0, 0)
        : new UpliftCount(0, 0, 1, row.Success ? 1 : 0);

    public static UpliftCount operator +(UpliftCount one, UpliftCount other) => new(
        one.Treated + other.Treated, one.TreatedYes + other.TreatedYes, one.Control + other.Control,
        one.ControlYes + other.ControlYes);
}
