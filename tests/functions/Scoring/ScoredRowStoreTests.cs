using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Scoring;

public class ScoredRowStoreTests
{
    private static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);

    private static readonly Contract Contract = Contract.Read(
        "sources/c.json",
        """
        { "source": "c", "reap": { "customerId": "id" },
          "schema": { "fields": [ { "name": "id", "type": "string", "constraints": { "required": true } }, { "name": "amount", "type": "number" },
                                  { "name": "member", "type": "boolean" }, { "name": "since", "type": "date" } ] } }
        """);

    [Fact]
    public async Task AreReadBackAsTheyWereWritten()
    {
        var customers = new Snapshot(
            [
                SnapshotColumn.OfText("id", [0, 1], ["a,\"b\"", "ü/2"]),
                SnapshotColumn.OfNumbers("amount", ColumnKind.Number, [0.1, double.NaN]),
                SnapshotColumn.OfNumbers("member", ColumnKind.Flag, [1, 0]),
                SnapshotColumn.OfNumbers("since", ColumnKind.Date, [double.NaN, 739000]),
            ], 2);
        var scores = new TargetScores("churn", [0.25f, 0.1234567f], [[new("amount", 0.5f), new("since", -1e-7f)], []]);

        var read = await RoundTripAsync(
            new ScoredSnapshot(Run, customers, new Dictionary<string, TargetScores> { ["churn"] = scores }));

        Assert.Equal(Run, read.Run);
        Assert.Equal(["id", "amount", "member", "since"], read.Customers.Columns.Select(column => column.Name));
        for (var row = 0; row < 2; row++)
            Assert.Equal(
                customers.Columns.Select(column => column.Value(row)), read.Customers.Columns
                .Select(column => column.Value(row)));
        Assert.Equal(scores.Propensity, read.Scores["churn"].Propensity);
        Assert.Equal(scores.Contributions[0], read.Scores["churn"].Contributions[0]);
        Assert.Empty(read.Scores["churn"].Contributions[1]);
    }

    [Fact]
    public async Task ARunWithoutModelsHasNoScores()
    {
        var customers = new Snapshot(
            [
                SnapshotColumn.OfText("id", [0], ["a"]),
                SnapshotColumn.OfNumbers("amount", ColumnKind.Number, [1]),
                SnapshotColumn.OfNumbers("member", ColumnKind.Flag, [1]),
                SnapshotColumn.OfNumbers("since", ColumnKind.Date, [1]),
            ], 1);

        Assert.Empty((await RoundTripAsync(new ScoredSnapshot(Run, customers, new Dictionary<string, TargetScores>()))).Scores);
    }

    private static async Task<ScoredSnapshot> RoundTripAsync(ScoredSnapshot scored)
    {
        var bytes = new MemoryStream();
        await using (var writer = new CsvWriter(bytes))
            await ScoredRowStore.WriteAsync(scored, writer, CancellationToken.None);
        return await ScoredRowStore.ReadAsync(scored.Run, new MemoryStream(bytes.ToArray()), Contract, CancellationToken.None);
    }
}
