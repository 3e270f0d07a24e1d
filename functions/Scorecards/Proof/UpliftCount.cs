namespace ReapFunctions.Scorecards.Proof;

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
