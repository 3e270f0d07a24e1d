using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Scoring;

public class LabelledRowsTests
{
    [Fact]
    public void RowsWithNeitherValueAreNotLearnedFrom()
    {
        var service = SnapshotColumn.OfText("security", [0, 1, 2, -1, 0], ["Yes", "No", "No internet service"]);

        var labelled = LabelledRows.Label(
            new Snapshot([service], 5),
            new TargetLabel { From = LabelSource.Holdings, Field = "security", Positive = ["Yes"], Negative = ["No"] });

        Assert.Equal([0, 1, 4], labelled.Rows);
        Assert.Equal([true, false, true], labelled.Labels);
        Assert.Equal(2, labelled.Positives);
    }

    [Fact]
    public void FlagsAreComparedAsTrueAndFalse()
    {
        var took = SnapshotColumn.OfNumbers("took", ColumnKind.Flag, [1, 0, double.NaN]);

        var labelled = LabelledRows.Label(
            new Snapshot([took], 3),
            new TargetLabel { From = LabelSource.Column, Field = "took", Positive = ["true"], Negative = ["false"] });

        Assert.Equal([0, 1], labelled.Rows);
        Assert.Equal([true, false], labelled.Labels);
    }

    [Fact]
    public void WhoIsGoneHasLeftAndWhoHoldsNowHasTakenItUp()
    {
        // By customer of before: gone, still there, named as left now, had left before, holds now, held before, rejected.
        var before = Rows(["on", "on", "on", "off", "on", "on", "on"], [0, 0, 0, 0, 0, 1, 0]);
        var later = new LaterCustomers(
            Rows(["on", "off", "off", "on", "on"], [0, 0, 0, 1, 1]),
            [LaterCustomers.Gone, 0, 1, 2, 3, 4, LaterCustomers.NotKept]);

        var churn = LabelledRows.OfDrops(
            Of(TargetKind.Churn, new() { From = LabelSource.Drops, Field = "state", Positive = ["off"] }), Roles, before, later);
        var tv = LabelledRows.OfDrops(Of(TargetKind.TakeUp, new() { From = LabelSource.Drops }), Roles, before, later);

        Assert.Equal([0, 1, 2, 4, 5], churn.Rows);
        Assert.Equal([true, false, true, false, false], churn.Labels);
        Assert.Equal([1, 2, 3, 4], tv.Rows);
        Assert.Equal([false, false, false, true], tv.Labels);
    }

    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        Holdings = new Dictionary<string, FieldIs> { ["tv"] = new("holdsTv", ["true"]) },
    };

    private static Target Of(TargetKind kind, TargetLabel label) =>
        new() { Name = "a", Kind = kind, Product = "tv", Label = label };

    private static Snapshot Rows(string[] states, double[] holdsTv) => new(
        [
            SnapshotColumn.OfText("state", Array.ConvertAll(states, state => state == "on" ? 0 : 1), ["on", "off"]),
            SnapshotColumn.OfNumbers("holdsTv", ColumnKind.Flag, holdsTv),
        ],
        states.Length);
}
