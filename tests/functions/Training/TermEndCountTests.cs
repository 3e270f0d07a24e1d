using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public class TermEndCountTests
{
    private const int Many = 400;
    private static readonly DateOnly Then = new(2026, 3, 2), Now = Then.AddDays(90);

    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        TermEnds = "ends",
        Holdings = new Dictionary<string, FieldIs> { ["tv"] = new("tv", ["true"]) },
        Measures = new Dictionary<string, string> { ["revenue.monthly"] = "paid" },
    };

    [Fact]
    public void WhatIsPaidMoreAfterATermIsTheRiseBeyondThatOfOthers()
    {
        // Prices rise by 2 % for all, and by a tenth more for every second customer whose term has ended.
        var count = Counted(row => row % 4 == 0 ? 0.02 + 0.1 : 0.02, row => row % 2 == 0 ? 1 : 9);

        var beyond = (Math.Log(1.12) + Math.Log(1.02)) / 2 - Math.Log(1.02);
        Assert.Equal(Math.Exp(beyond * 200 / 300) - 1, count.Rise!.Value, 4);
    }

    [Fact]
    public void ATermThatEndsAfterTheDaysAndWhoTakesAProductTellNothing()
    {
        Assert.Null(Counted(_ => 0.1, _ => 2).Rise);
        Assert.Null(Counted(_ => 0.1, row => row % 2 == 0 ? 1 : 9, takes: true).Rise);
        Assert.Null(Counted(_ => 0.1, _ => double.NaN).Rise);
        // Who is the only other has signed a new term meanwhile.
        Assert.Null(Counted(row => row % 2 == 0 ? 0.1 : -0.1, row => row % 2 == 0 ? 1 : 9, passes: -3).Rise);
    }

    [Fact]
    public void ATermMayBeADate()
    {
        double[] ends = [Then.AddDays(20).DayNumber, Then.AddDays(70).DayNumber, Then.AddDays(-1).DayNumber, double.NaN];
        var rows = new Snapshot([SnapshotColumn.OfNumbers("ends", ColumnKind.Date, ends)], ends.Length);

        Assert.Equal([0, 2, double.NaN, double.NaN], new RoleColumns(rows, Roles).TermMonths(Then));
    }

    /// <param name="passes">By how many months fewer terms still run later.</param>
    private static TermEndCount Counted(
        Func<int, double> rise, Func<int, double> ends, bool takes = false, double passes = 3)
    {
        var count = new TermEndCount(Roles, "revenue.monthly");
        count.Add(
            Rows(_ => 20, ends, tv: false), Then,
            new LaterCustomers(
                Rows(row => 20 * (1 + rise(row)), row => ends(row) - passes, tv: takes), [.. Enumerable.Range(0, Many)]), Now);
        return count;
    }

    private static Snapshot Rows(Func<int, double> paid, Func<int, double> ends, bool tv) => new(
        [
            SnapshotColumn.OfNumbers("paid", ColumnKind.Number, [.. Enumerable.Range(0, Many).Select(paid)]),
            SnapshotColumn.OfNumbers("ends", ColumnKind.Number, [.. Enumerable.Range(0, Many).Select(ends)]),
            SnapshotColumn.OfNumbers("tv", ColumnKind.Flag, [.. Enumerable.Range(0, Many).Select(_ => tv ? 1.0 : 0)]),
        ],
        Many);
}
