using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public class GivenUpCountTests
{
    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        Active = new FieldIs("state", ["on"]),
        Holdings = new Dictionary<string, FieldIs>
        {
            ["tv"] = new("tv", ["true"]),
            ["rare"] = new("rare", ["true"]),
        },
    };

    [Fact]
    public void WhoStaysAndHoldsItNoMoreHasGivenItUp()
    {
        // Of 1,000 who hold tv, 100 give it up; two more have left, and one was rejected. Of two who hold what is rare, one does.
        const int Many = 1_003;
        double[] held = [.. Enumerable.Repeat(1.0, Many)];
        double[] holds = [.. Enumerable.Range(0, Many).Select(row => row < 100 ? 0.0 : 1)];
        double[] rare = [.. Enumerable.Range(0, Many).Select(row => row is 500 or 501 ? 1.0 : 0)];
        double[] rareNow = [.. Enumerable.Range(0, Many).Select(row => row is 501 ? 1.0 : 0)];
        int[] rowOf = [.. Enumerable.Range(0, Many - 2), LaterCustomers.Gone, LaterCustomers.NotKept];
        var count = new GivenUpCount(Roles);

        count.Add(Rows(held, rare, left: -1), new LaterCustomers(Rows(holds, rareNow, left: 1_000), rowOf));
        var hazards = count.Hazards(90);

        // 101 of 1,002 in all; 1 - (1 - rate) to the power of months in 90 days.
        double Hazard(double rate) => 1 - Math.Pow(1 - rate, 365.25 / 12 / 90);
        Assert.Equal(Hazard((100 + 200 * 101 / 1002.0) / 1200), hazards["tv"], 6);
        Assert.Equal(Hazard((1 + 200 * 101 / 1002.0) / 202), hazards["rare"], 6);
    }

    [Fact]
    public void WhereNobodyHoldsAnythingNothingIsKnown()
    {
        var count = new GivenUpCount(Roles);
        count.Add(Rows([0], [0], left: -1), new LaterCustomers(Rows([1], [0], left: -1), [0]));
        Assert.Empty(count.Hazards(90));
    }

    private static Snapshot Rows(double[] tv, double[] rare, int left) => new(
        [
            SnapshotColumn.OfText("state", [.. Enumerable.Range(0, tv.Length).Select(row => row == left ? 1 : 0)], ["on", "off"]),
            SnapshotColumn.OfNumbers("tv", ColumnKind.Flag, tv),
            SnapshotColumn.OfNumbers("rare", ColumnKind.Flag, rare),
        ],
        tv.Length);
}
