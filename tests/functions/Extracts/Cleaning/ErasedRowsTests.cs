using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>Rows of customers who are erased are left out, counted, and shown nowhere.</summary>
public class ErasedRowsTests
{
    private const string Header = "id,age,charges,active,since,plan\n";

    private static readonly ErasedIds Erased =
        ErasedIds.None.Begin("gone", DateTimeOffset.UnixEpoch).Begin("43", DateTimeOffset.UnixEpoch);

    private static Task<SmallExtract.Cleaned> CleanAsync(string rows, int blockSize = 1024) =>
        SmallExtract.Clean(System.Text.Encoding.UTF8.GetBytes(Header + rows), blockSize: blockSize, erased: Erased);

    [Fact]
    public async Task SoundRowsOfThemAreLeftOutAndCounted()
    {
        var cleaned = await CleanAsync("a,43,,,,\ngone,1,,,,\n\" gone \",2,,,,\nb,3,,,,plus\n");

        Assert.Equal(["a,43,,,,", "b,3,,,,plus"], cleaned.Rows);
        Assert.Equal((4, 2, 2, 0), (cleaned.Receipt.Read, cleaned.Receipt.Erased,
            cleaned.Receipt.Accepted + cleaned.Receipt.Repaired, cleaned.Receipt.Rejected));
        Assert.Equal(
            "2 of 4 rows are taken; 2 are of erased customers and left out.", cleaned.Receipt.Sentence);
        Assert.Equal(ReceiptStatus.Accepted, cleaned.Receipt.Status);
        Assert.DoesNotContain("gone", cleaned.Receipt.ToJson() + ReceiptPage.Of(cleaned.Receipt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone,999,,,,")]
    [InlineData("gone,1")]
    [InlineData("gone,1,,,,plus,more")]
    [InlineData("gone,\"1\"x,,,,")]
    public async Task WhatWouldBeRejectedOfThemIsLeftOutToo(string row)
    {
        var cleaned = await CleanAsync($"a,1,,,,\n{row}\nb,999,,,,\n");

        Assert.Equal((1, 1), (cleaned.Receipt.Erased, cleaned.Receipt.Rejected));
        Assert.DoesNotContain("gone", cleaned.Rejects + cleaned.Receipt.ToJson(), StringComparison.Ordinal);
        Assert.Equal([3L], cleaned.Receipt.Rejects.SelectMany(reason => reason.Examples).Select(example => example.Row));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARowThatAnErasureHasEmptiedIsNobodysFault(bool isRewritten)
    {
        var rows = System.Text.Encoding.UTF8.GetBytes($"{Header}a,1,,,,\n,,,,,\ngone,2,,,,\n,1,,,,\n,,,,,\n");
        var cleaned = await SmallExtract.Clean(rows, erased: Erased, emptyAreErased: isRewritten);

        Assert.Equal(isRewritten ? (3, 1) : (1, 3), (cleaned.Receipt.Erased, cleaned.Receipt.Rejected));
        Assert.Contains(cleaned.Receipt.Rejects.SelectMany(reason => reason.Examples), example => example.Row == 4);
        Assert.Equal(isRewritten ? 1 : 3, (await cleaned.RejectedRowsAsync()).Count);
    }

    [Fact]
    public async Task BothHalvesOfABrokenRowAreLeftOut()
    {
        var cleaned = await CleanAsync("a,1,,,,\ngone,1,2\nMain Street,true,,plus\n");

        Assert.Equal((2, 0), (cleaned.Receipt.Erased, cleaned.Receipt.Rejected));
        Assert.DoesNotContain("Main", cleaned.Rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheyTakeNoPartInTheComparisonOfKeys()
    {
        var cleaned = await CleanAsync("gone,1,,,,\ngone,2,,,,\na,1,,,,\n");

        Assert.Equal((2, 0), (cleaned.Receipt.Erased, cleaned.Receipt.Rejected));
    }

    [Fact]
    public async Task ItDoesNotDependOnHowTheFileIsCutIntoBlocks()
    {
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(row => $"{(row % 7 == 0 ? "gone" : $"c{row}")},1,,,,\n"));

        var (small, large) = (await CleanAsync(rows, 256), await CleanAsync(rows, 1 << 17));

        Assert.Equal(286, small.Receipt.Erased);
        Assert.Equal((large.Buckets[0], large.Receipt.Erased), (small.Buckets[0], small.Receipt.Erased));
    }
}
