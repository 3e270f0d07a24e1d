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
}
