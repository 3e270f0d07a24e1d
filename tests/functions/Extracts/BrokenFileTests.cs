using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;

namespace ReapFunctions.Tests.Extracts;

/// <summary>What files have besides rows.</summary>
public sealed class BrokenFileTests
{
    private static readonly Contract Contract = SmallExtract.With("""{ "name": "id" }, { "name": "note" }""");

    [Fact]
    public async Task AFieldOfAMegabyteIsAValueLikeAnyOther()
    {
        var note = new string('x', 1 << 20);

        var cleaned = await SmallExtract.Clean($"id,note\n1,short\n2,\"{note}\"\n3,{note}\n4,short\n", Contract);

        Assert.Equal(["1,short", $"2,{note}", $"3,{note}", "4,short"], cleaned.Rows);
    }

    [Fact]
    public async Task ByteOrderMarksOfJoinedFilesAreTakenOff()
    {
        var cleaned = await SmallExtract.Clean("\uFEFFid,note\n1,a\n\uFEFF2,b\n\uFEFF3,c\n", Contract);

        Assert.Equal(["1,a", "2,b", "3,c"], cleaned.Rows);
        Assert.Equal((1, 2), (cleaned.Receipt.Accepted, cleaned.Receipt.Repaired));
        Assert.Equal(2, cleaned.Receipt.Repairs[RepairRule.ByteOrderMark]);
    }

    [Fact]
    public async Task LineEndsOfEveryKindMayBeMixed()
    {
        var cleaned = await SmallExtract.Clean("id,note\r\n1,a\n2,b\r3,\"c\r\nd\"\r\n\r\n4,e", Contract);

        Assert.Equal((4, 4, 1), (cleaned.Receipt.Read, cleaned.Receipt.Accepted, cleaned.Receipt.BlankLines));
    }

    [Fact]
    public async Task AQuoteThatIsNeverClosedCostsItsLineOnly()
    {
        var cleaned = await SmallExtract.Clean("id,note\n1,a\n2,\"b\n3,c\n4,d\n", Contract);

        Assert.Equal(["1,a", "3,c", "4,d"], cleaned.Rows);
        Assert.Equal(RejectReason.UnclosedQuote, Assert.Single(cleaned.Receipt.Rejects).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task TheNumberOfCoresChangesNothing(int parallelism)
    {
        var text = new StringBuilder("id,age,charges,active,since,plan\n");
        for (var row = 0; row < 3000; row++)
            text.Append($"c{row % 2900},{row % 140},{row}.50,{(row % 3 == 0 ? "Yes" : "false")},2024-01-01,\"plus\"\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var alone = await Clean(bytes, 1);
        var together = await Clean(bytes, parallelism);

        Assert.Equal(alone, together);
        Assert.Contains("duplicateKey", alone);
    }

    /// <summary>All that comes of a file, as one text.</summary>
    private static async Task<string> Clean(byte[] bytes, int parallelism)
    {
        var files = Enumerable.Range(0, 4).Select(_ => new MemoryStream()).ToArray();
        var output = new ExtractOutput(
            3, (bucket, _) => Task.FromResult<Stream>(files[bucket]), _ => Task.FromResult<Stream>(files[3]));
        var options = new CleaningSetup { File = "all.csv", BlockSize = 2048, Parallelism = parallelism };
        using var upload = new MemoryStream(bytes);
        var receipt = await ExtractCleaner.CleanAsync(upload, SmallExtract.Contract, output, options, default);
        return string.Concat(files.Select(file => Encoding.UTF8.GetString(file.ToArray())))
            + (receipt with { CleanedAt = default, Seconds = 0 }).ToJson();
    }
}
