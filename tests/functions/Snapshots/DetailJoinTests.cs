using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Snapshots;

public sealed class DetailJoinTests
{
    private static readonly DateOnly Tonight = new(2026, 11, 21);

    private static CustomerIndex Customers() => new(SnapshotColumn.OfText("customerId", [0, 1, 2], ["a", "b", "quiet"]));

    private static SnapshotColumn Joined(string aggregate)
    {
        var join = new DetailJoin(Customers(), Contract(aggregate), Tonight);
        foreach (var night in Nights())
            join.Add(night);
        return join.Build().Single();
    }

    [Theory]
    [InlineData("\"kind\": \"count\"", "3 1 0")]
    [InlineData("\"kind\": \"count\", \"days\": 10", "2 1 0")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"type\", \"is\": [\"credit\"] }", "1 0 0")]
    [InlineData("\"kind\": \"sum\", \"field\": \"amount\"", "60 5 0")]
    [InlineData("\"kind\": \"sum\", \"field\": \"amount\", \"times\": \"paid\"", "50 0 0")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"amount\", \"atLeast\": 10, \"atMost\": 20 }", "2 0 0")]
    [InlineData("\"kind\": \"mean\", \"field\": \"amount\"", "20 5 -")]
    [InlineData("\"kind\": \"min\", \"field\": \"amount\"", "10 5 -")]
    [InlineData("\"kind\": \"max\", \"field\": \"amount\", \"days\": 10", "30 5 -")]
    [InlineData("\"kind\": \"last\", \"field\": \"amount\"", "30 5 -")]
    [InlineData("\"kind\": \"distinct\", \"field\": \"type\"", "2 1 0")]
    [InlineData("\"kind\": \"daysSince\"", "0 9 -")]
    [InlineData("\"kind\": \"share\", \"where\": { \"field\": \"paid\", \"is\": [\"true\"] }", "0.6666666666666666 0 -")]
    [InlineData(
        "\"kind\": \"share\", \"field\": \"amount\", \"where\": { \"field\": \"type\", \"is\": [\"bill\"] }",
        "0.8333333333333334 1 -")]
    [InlineData("\"kind\": \"trend\", \"field\": \"amount\", \"days\": 60", "0.6666666666666666 1 -")]
    public void AnAggregationAddsAColumn(string aggregate, string expected)
    {
        var join = new DetailJoin(Customers(), Contract(aggregate), Tonight);
        var rows = Nights().Select(night => join.Add(night)).Aggregate((left, right) => left + right);

        var column = Assert.Single(join.Build());
        Assert.Equal(
            expected,
            string.Join(' ', Enumerable.Range(0, 3).Select(row => column.IsMissing(row) ? "-" : $"{column.Number(row)}")));
        Assert.Equal(new DetailRows(6, 1, 1), rows);
    }

    [Fact]
    public void TheLastTextIsAText() =>
        Assert.Equal(
            ["bill", "bill", null], Enumerable.Range(0, 3).Select(Joined("\"kind\": \"last\", \"field\": \"type\"").Text));

    [Theory]
    [InlineData("\"kind\": \"last\", \"field\": \"type\"", ColumnKind.Text)]
    [InlineData("\"kind\": \"max\", \"field\": \"on\"", ColumnKind.Date)]
    [InlineData("\"kind\": \"last\", \"field\": \"paid\"", ColumnKind.Flag)]
    [InlineData("\"kind\": \"distinct\", \"field\": \"type\"", ColumnKind.Number)]
    public void AColumnIsOfItsKindEvenWithoutAnyRow(string aggregate, ColumnKind kind)
    {
        var column = Assert.Single(new DetailJoin(Customers(), Contract(aggregate), Tonight).Build());

        Assert.Equal((kind, 3), (column.Kind, column.Rows));
    }

    [Fact]
    public void StrangersAreTakenWithTheNumberOfTheirRows()
    {
        var withoutCustomer = new Dictionary<string, long>();
        var join = new DetailJoin(Customers(), Contract("\"kind\": \"count\""), Tonight);

        foreach (var night in Nights())
            join.Add(night, withoutCustomer: withoutCustomer);

        Assert.Equal(("stranger", 1), Assert.Single(withoutCustomer.Select(stranger => (stranger.Key, stranger.Value))));
    }

    [Fact]
    public void RowsOfAnotherBucketAreNoneOfThisOnes()
    {
        var join = new DetailJoin(Customers(), Contract("\"kind\": \"count\""), Tonight);

        var rows = join.Add(Nights()[0], id => id != "b");

        Assert.Equal(new DetailRows(1, 0, 0), rows);
        Assert.Equal([0, 1, 0], join.Build().Single().Numbers.ToArray());
    }

    [Fact]
    public void CustomersMayBeThoseThatDetailsNameUpToTheDate()
    {
        var customers = new CustomerIndex();
        var join = new DetailJoin(customers, Contract("\"kind\": \"count\"", derives: true), Tonight);
        foreach (var night in Nights())
            join.Add(night);
        join.Add(Night(("tomorrow's", "2026-11-22", 1, "bill", true)));

        Assert.Equal(["a", "b", "stranger"], customers.ToColumn("id").Texts);
        Assert.Equal([3, 1, 1], join.Build().Single().Numbers.ToArray());
    }

    [Theory]
    [InlineData("\"kind\": \"sum\"", "field")]
    [InlineData("\"kind\": \"sum\", \"field\": \"type\"", "field")]
    [InlineData("\"kind\": \"sum\", \"field\": \"nope\"", "field")]
    [InlineData("\"kind\": \"share\"", "where")]
    [InlineData("\"kind\": \"trend\"", "days")]
    [InlineData("\"kind\": \"count\", \"days\": 0", "days")]
    [InlineData("\"kind\": \"count\", \"days\": 401", "days")]
    [InlineData("\"kind\": \"sum\", \"field\": \"amount\", \"times\": \"type\"", "times")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"amount\" }", "where")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"type\", \"atLeast\": 1 }", "where.field")]
    [InlineData("\"kind\": \"count\", \"where\": { \"field\": \"amount\", \"atLeast\": 2, \"atMost\": 1 }", "where.atMost")]
    public void AnAggregationThatCannotBeIsAFault(string aggregate, string path)
    {
        var faults = Assert.Throws<ConfigException>(() => Contract(aggregate)).Faults;

        Assert.Equal($"$.reap.detail.columns.x.{path}", Assert.Single(faults).Path);
    }

    /// <summary>Two nights; the second brings a late row of the first's time.</summary>
    private static Snapshot[] Nights() =>
    [
        Night(("a", "2026-11-21", 30, "bill", true), ("b", "2026-11-12", 5, "bill", false),
            ("stranger", "2026-11-20", 7, "bill", true)),
        Night(("a", "2026-10-01", 10, "credit", false), ("a", "2026-11-15", 20, "bill", true),
            ("a", "2026-11-22", 99, "bill", true)),
    ];

    private static Snapshot Night(params (string Id, string On, double Amount, string Type, bool Paid)[] rows)
    {
        var ids = rows.Select(row => row.Id).Distinct().ToArray();
        var types = rows.Select(row => row.Type).Distinct().ToArray();
        return new(
            [
                SnapshotColumn.OfText("customer", [.. rows.Select(row => Array.IndexOf(ids, row.Id))], ids),
                SnapshotColumn.OfNumbers(
                    "on", ColumnKind.Date, [.. rows.Select(row => (double)DateOnly.Parse(row.On).DayNumber)]),
                SnapshotColumn.OfNumbers("amount", ColumnKind.Number, [.. rows.Select(row => row.Amount)]),
                SnapshotColumn.OfText("type", [.. rows.Select(row => Array.IndexOf(types, row.Type))], types),
                SnapshotColumn.OfNumbers("paid", ColumnKind.Flag, [.. rows.Select(row => row.Paid ? 1.0 : 0)]),
            ],
            rows.Length);
    }

    private static Contract Contract(string aggregate, bool derives = false) => ReapFunctions.Contracts.Contract.Read(
        "invoices.json", $$"""
        { "source": "invoices",
          "schema": { "fields": [ { "name": "customer" }, { "name": "on", "type": "date", "constraints": { "required": true } }, { "name": "amount", "type": "number" },
            { "name": "type" }, { "name": "paid", "type": "boolean" } ] },
          "reap": { "customerId": "customer", "required": false, "detail": { "date": "on", "derivesCustomers": {{(derives ? "true" : "false")}}, "columns": { "x": { {{aggregate}} } } } } }
        """);
}
