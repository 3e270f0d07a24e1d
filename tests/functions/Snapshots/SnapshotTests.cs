using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void PartsJoinWithOneDictionaryOfTexts()
    {
        var first = new Snapshot([SnapshotColumn.OfText("plan", [0, 1, -1], ["gold", "free"]), Numbers(1, 2, double.NaN)], 3);
        var second = new Snapshot([Numbers(4), SnapshotColumn.OfText("plan", [0], ["free"])], 1);

        var joined = Snapshot.Concat([first, second]);

        Assert.Equal(["gold", "free"], joined["plan"].Texts);
        Assert.Equal(["gold", "free", null, "free"], Enumerable.Range(0, 4).Select(joined["plan"].Text));
        Assert.Equal([1, 2, double.NaN, 4], joined["amount"].Numbers.ToArray());
    }

    [Fact]
    public void ColumnsOfDifferentLengthAreRefused() =>
        Assert.Contains(
            "'amount'", Assert.Throws<ArgumentException>(() => new Snapshot([Numbers(1, 2)], 3)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void AColumnThatIsNotThereIsNamedWithThoseThatAre()
    {
        var fault = Assert.Throws<KeyNotFoundException>(() => new Snapshot([Numbers(1)], 1)["tenure"]);

        Assert.Contains("'tenure'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("amount", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesReadAsTheyStandInCleanFiles()
    {
        var flag = SnapshotColumn.OfNumbers("flag", ColumnKind.Flag, [1, 0, double.NaN]);
        var day = SnapshotColumn.OfNumbers("day", ColumnKind.Date, [new DateOnly(2026, 11, 21).DayNumber]);

        Assert.Equal(["true", "false", null], Enumerable.Range(0, 3).Select(flag.Value));
        Assert.Equal([true, false, null], Enumerable.Range(0, 3).Select(flag.Flag));
        Assert.Equal("2026-11-21", day.Value(0));
        Assert.Equal("0.1", Numbers(0.1).Value(0));
    }

    private static SnapshotColumn Numbers(params double[] numbers) =>
        SnapshotColumn.OfNumbers("amount", ColumnKind.Number, numbers);
}
