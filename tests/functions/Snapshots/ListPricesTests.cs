using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Snapshots;

public class ListPricesTests
{
    private static readonly ListPrices Prices = new("revenue", new Dictionary<string, double> { ["mobile"] = 20, ["tv"] = 10 });

    private static Roles Roles { get; } = new()
    {
        CustomerId = "id",
        Measures = new Dictionary<string, string> { ["revenue"] = "paid" },
        Holdings = new Dictionary<string, FieldIs>
        {
            ["mobile"] = new("mobile", ["true"]),
            ["tv"] = new("tv", ["true"]),
            ["free"] = new("free", ["true"]),
        },
    };

    [Fact]
    public void WhatIsPaidOverTheListIsAColumnOfItsOwn()
    {
        // Both, one, one paid a hundred times, none held, nothing known of what is paid, one held whose price nobody knows.
        var customers = Customers(
            paid: [33, 18, 2000, 5, double.NaN, 20], mobile: [1, 1, 1, 0, 1, 1], tv: [1, 0, 0, 0, 0, 0],
            free: [0, 0, 0, 0, 0, 1]);

        var levels = Prices.AddTo(customers, Roles)[ListPrices.Column];

        Assert.Equal([1.1, 0.9, 4, double.NaN, double.NaN, double.NaN], levels.Numbers.ToArray());
    }

    [Fact]
    public void WithoutPricesOrWithAColumnOfThatNameNothingIsAdded()
    {
        var customers = Customers([33], [1], [1], [0]);
        Assert.Same(customers, new ListPrices("revenue", new Dictionary<string, double>()).AddTo(customers, Roles));
        var own = new Snapshot([.. customers.Columns, SnapshotColumn.OfNumbers(ListPrices.Column, ColumnKind.Number, [7])], 1);
        Assert.Same(own, Prices.AddTo(own, Roles));
    }

    private static Snapshot Customers(double[] paid, double[] mobile, double[] tv, double[] free) => new(
        [
            SnapshotColumn.OfNumbers("paid", ColumnKind.Number, paid),
            SnapshotColumn.OfNumbers("mobile", ColumnKind.Flag, mobile),
            SnapshotColumn.OfNumbers("tv", ColumnKind.Flag, tv),
            SnapshotColumn.OfNumbers("free", ColumnKind.Flag, free),
        ],
        paid.Length);
}
