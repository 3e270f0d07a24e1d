using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Receipts;

public sealed class TrailingReceiptsTests
{
    private static readonly DateOnly Tonight = new(2026, 11, 10);

    [Fact]
    public void OnlyReceiptsOfEarlierNightsCountTheLastSevenOfFourWeeks()
    {
        var names = Enumerable.Range(-40, 50).SelectMany(day => new[] { "json", "html", "rejects.csv" }
            .Select(kind => $"customers/{Tonight.AddDays(day):yyyy-MM-dd}/all.csv.0x1.{kind}"))
                .Append("customers/no-date/all.csv.0x1.json");

        var receipts = TrailingReceipts.Receipts(names, Tonight);

        Assert.Equal(
            Enumerable.Range(1, 7).Select(day => $"customers/{Tonight.AddDays(-day):yyyy-MM-dd}/all.csv.0x1.json"), receipts);
        Assert.Empty(
            TrailingReceipts.Receipts(names.Where(name => string.CompareOrdinal(name, "customers/2026-10-12") < 0), Tonight));
    }

    [Fact]
    public void ThePrefixesCoverTheFourWeeks()
    {
        Assert.Equal(["customers/2026-10-", "customers/2026-11-"], TrailingReceipts.Prefixes("customers", Tonight));
        Assert.Equal(["customers/2026-11-"], TrailingReceipts.Prefixes("customers", new(2026, 11, 30)));
    }

    [Fact]
    public void OfFilesThatReplaceEachOtherTheLastCountsAndOfFilesThatAddUpEach()
    {
        var first = Night(1, 10);
        var second = Night(1, 11);
        var other = Night(2, 9);
        var refused = Night(3, 8) with { Status = ReceiptStatus.Refused };

        Assert.Equal([second, other], TrailingReceipts.Counting([first, second, other, refused], FileRule.Replace));
        Assert.Equal([first, second, other], TrailingReceipts.Counting([first, second, other], FileRule.Add));
    }

    private static Receipt Night(int day, int hour) => new()
    {
        Source = "customers",
        Date = new(2026, 11, day),
        File = "all.csv",
        Status = ReceiptStatus.Accepted,
        Sentence = "",
        CleanedAt = new(2026, 11, day, hour, 0, 0, TimeSpan.Zero),
    };
}
