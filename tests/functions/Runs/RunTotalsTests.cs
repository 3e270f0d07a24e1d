using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Runs;

public class RunTotalsTests
{
    [Fact]
    public void ARunWhoseRecordsAddUpAgrees() =>
        Assert.Null(RunTotals.Compare(10, Inputs, Marks(value: 6, risk: 6, offers: 6), 10, Lists).Disagreement);

    [Fact]
    public void AKindThatLacksRecordsIsNamed()
    {
        var failure = RunTotals.Compare(10, Inputs, Marks(value: 6, risk: 5, offers: 6), 10, Lists).Disagreement;

        Assert.Contains("9 Risk records", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void AScorecardThatCountsOthersIsNamed() =>
        Assert.Contains(
            "11 on the scorecard", RunTotals.Compare(10, Inputs, Marks(value: 6, risk: 6, offers: 6), 11, Lists).Disagreement,
            StringComparison.Ordinal);

    [Fact]
    public void CleanRowsThatWereNotReadAreMissed() =>
        Assert.Contains(
            "12 clean rows", RunTotals.Compare(12, Inputs, Marks(value: 6, risk: 6, offers: 6), 10, Lists).Disagreement,
            StringComparison.Ordinal);

    [Fact]
    public void ACustomerInTwoFilesIsOneCustomer()
    {
        var totals = RunTotals.Compare(12, [new(0, 6, 2, []), new(1, 4, 0, [])], Marks(value: 6, risk: 6, offers: 6), 10, Lists);

        Assert.Equal((10, null), (totals.Customers, totals.Disagreement));
    }

    [Fact]
    public void CustomersDerivedFromDetailsHaveNoRowsOfTheirOwn() =>
        Assert.Null(RunTotals.Compare(null, Inputs, Marks(value: 6, risk: 6, offers: 6), 10, Lists).Disagreement);

    [Fact]
    public void AListThatLacksWhomABucketChoseIsNamed()
    {
        var failure = RunTotals.Compare(
            10, Inputs, Marks(value: 6, risk: 6, offers: 6), 10, new Dictionary<string, long> { ["tv"] = 3 }).Disagreement;

        Assert.Contains("5 customers were chosen for the list of tv, but 3 are on it", failure, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, long> Lists = new() { ["tv"] = 5 };

    private static readonly BucketInput[] Inputs = [new(0, 6, 0, []), new(1, 4, 0, [])];

    /// <summary>Two buckets; the second has four records of each kind.</summary>
    private static BucketMark[] Marks(long value, long risk, long offers) =>
    [
        new(RecordKind.Value, 0, value), new(RecordKind.Risk, 0, risk),
            new(RecordKind.Offers, 0, offers) { Lists = new Dictionary<string, long> { ["tv"] = 3 } },
        new(RecordKind.Value, 1, 4), new(RecordKind.Risk, 1, 4),
            new(RecordKind.Offers, 1, 4) { Lists = new Dictionary<string, long> { ["tv"] = 2 } },
    ];
}
