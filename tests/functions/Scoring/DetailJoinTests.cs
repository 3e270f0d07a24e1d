using ReapFunctions.Extracts;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Scoring;

public sealed class DetailJoinTests
{
    private static readonly DateOnly Tonight = new(2026, 11, 21);

    private static readonly Snapshot Customers = new([SnapshotColumn.OfText("customerId", [0, 1, 2], ["a", "b", "quiet"])], 3);

    [Theory]
    [InlineData("\"kind\": \"count\"", "3 1 0")]
    [InlineData("\"kind\": \"count\", \"days\": 10", "2 1 0")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"type\", \"is\": [\"credit\"] }", "1 0 0")]
    [InlineData("\"kind\": \"sum\", \"field\": \"amount\"", "60 5 0")]
    [InlineData("\"kind\": \"mean\", \"field\": \"amount\"", "20 5 -")]
    [InlineData("\"kind\": \"min\", \"field\": \"amount\"", "10 5 -")]
    [InlineData("\"kind\": \"max\", \"field\": \"amount\", \"days\": 10", "30 5 -")]
    [InlineData("\"kind\": \"last\", \"field\": \"amount\"", "30 5 -")]
    [InlineData("\"kind\": \"distinct\", \"field\": \"type\"", "2 1 0")]
    [InlineData("\"kind\": \"daysSince\"", "0 9 -")]
    [InlineData("\"kind\": \"share\", \"where\": { \"field\": \"paid\", \"is\": [\"true\"] }", "0.6666666666666666 0 -")]
    [InlineData("\"kind\": \"share\", \"field\": \"amount\", \"where\": { \"field\": \"type\", \"is\": [\"bill\"] }", "0.8333333333333334 1 -")]
    [InlineData("\"kind\": \"trend\", \"field\": \"amount\", \"days\": 60", "0.6666666666666666 1 -")]
    public void AnAggregationAddsAColumn(string aggregate, string expected)
    {
        var joined = DetailJoin.Join(Customers, "customerId", Nights(), Contract(aggregate), Tonight);

        var column = joined.Customers["x"];
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 3).Select(row => column.IsMissing(row) ? "-" : $"{column.Number(row)}")));
        Assert.Equal((6, 1, 1), (joined.DetailRows, joined.WithoutCustomer, joined.After));
    }

    [Fact]
    public void TheLastTextIsAText()
    {
        var joined = DetailJoin.Join(Customers, "customerId", Nights(), Contract("\"kind\": \"last\", \"field\": \"type\""), Tonight);

        Assert.Equal(["bill", "bill", null], Enumerable.Range(0, 3).Select(joined.Customers["x"].Text));
    }

    [Fact]
    public void CustomersMayBeThoseThatDetailsName() =>
        Assert.Equal(["a", "b", "stranger"], DetailJoin.Customers("id", Nights(), "customer")["id"].Texts);

    [Theory]
    [InlineData("\"kind\": \"sum\"", "field")]
    [InlineData("\"kind\": \"sum\", \"field\": \"type\"", "field")]
    [InlineData("\"kind\": \"sum\", \"field\": \"nope\"", "field")]
    [InlineData("\"kind\": \"share\"", "where")]
    [InlineData("\"kind\": \"trend\"", "days")]
    [InlineData("\"kind\": \"count\", \"days\": 0", "days")]
    public void AnAggregationThatCannotBeIsAFault(string aggregate, string path)
    {
        var faults = Assert.Throws<ConfigException>(() => Contract(aggregate)).Faults;

        Assert.Equal($"$.reap.detail.columns.x.{path}", Assert.Single(faults).Path);
    }

    /// <summary>Two nights; the second brings a late row of the first's time.</summary>
    private static Snapshot[] Nights() =>
    [
        Night(("a", "2026-11-21", 30, "bill", true), ("b", "2026-11-12", 5, "bill", false), ("stranger", "2026-11-20", 7, "bill", true)),
        Night(("a", "2026-10-01", 10, "credit", false), ("a", "2026-11-15", 20, "bill", true), ("a", "2026-11-22", 99, "bill", true)),
    ];

    private static Snapshot Night(params (string Id, string On, double Amount, string Type, bool Paid)[] rows)
    {
        var ids = rows.Select(row => row.Id).Distinct().ToArray();
        var types = rows.Select(row => row.Type).Distinct().ToArray();
        return new(
            [
                SnapshotColumn.OfText("customer", [.. rows.Select(row => Array.IndexOf(ids, row.Id))], ids),
                SnapshotColumn.OfNumbers("on", ColumnKind.Date, [.. rows.Select(row => (double)DateOnly.Parse(row.On).DayNumber)]),
                SnapshotColumn.OfNumbers("amount", ColumnKind.Number, [.. rows.Select(row => row.Amount)]),
                SnapshotColumn.OfText("type", [.. rows.Select(row => Array.IndexOf(types, row.Type))], types),
                SnapshotColumn.OfNumbers("paid", ColumnKind.Flag, [.. rows.Select(row => row.Paid ? 1.0 : 0)]),
            ],
            rows.Length);
    }

    private static Contract Contract(string aggregate) => ReapFunctions.Extracts.Contract.Read("invoices.json", $$"""
        { "source": "invoices",
          "schema": { "fields": [ { "name": "customer" }, { "name": "on", "type": "date" }, { "name": "amount", "type": "number" },
            { "name": "type" }, { "name": "paid", "type": "boolean" } ] },
          "reap": { "customerId": "customer", "required": false, "detail": { "date": "on", "columns": { "x": { {{aggregate}} } } } } }
        """);
}
