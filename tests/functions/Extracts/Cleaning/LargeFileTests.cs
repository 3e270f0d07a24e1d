using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>Files that are larger in some way than any extract should be.</summary>
public class LargeFileTests
{
    private const string Header = "id,age,charges,active,since,plan\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFileThatUnpacksToFarTooMuchIsReadNoFurther(bool isZip)
    {
        var row = Encoding.UTF8.GetBytes($"1,1,,,,basic{new string(',', 500)}\n");
        var packed = Packed(isZip, Encoding.UTF8.GetBytes(Header), Enumerable.Repeat(row, 40_000));

        var refused = await CleanAsync(packed, maxUnpacked: 1 << 20);
        Assert.Equal(RefusalReason.TooLarge, refused.Refusal);
        Assert.Matches("^The first [0-9]+ bytes of the file unpack to [0-9]+, over 200 times as much", refused.Sentence);
        Assert.InRange(refused.Read, 1, 39_999);

        // Packed as tightly, and small all the same.
        Assert.Equal(40_000, (await CleanAsync(packed, maxUnpacked: 1 << 30)).Read);
    }

    [Fact]
    public async Task ThreeHundredColumnsAreRead()
    {
        var fields = string.Join(
            ", ", Enumerable.Range(0, 300).Select(field => $$"""{ "name": "f{{field}}", "type": "integer" }"""));
        var names = string.Join(',', Enumerable.Range(0, 300).Select(field => $"f{field}"));
        var row = string.Join(',', Enumerable.Range(0, 300));
        var contract = SmallExtract.With($$"""{ "name": "id" }, {{fields}}""");

        var cleaned = await SmallExtract.Clean($"id,{names}\na,{row}\nb,{row}\n", contract);

        Assert.Equal([$"a,{row}", $"b,{row}"], cleaned.Rows);
    }

    [Fact]
    public async Task AHeaderOfThousandsOfColumnsIsRefused()
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(field => $"f{field}"));
        var receipt = (await SmallExtract.Clean($"id,{names}\n1{new string(',', 5000)}\n")).Receipt;
        Assert.Equal(RefusalReason.TooLarge, receipt.Refusal);
        Assert.StartsWith("The header has 5001 columns; at most 4096 are read.", receipt.Sentence);
    }

    [Fact]
    public async Task ARowOfNineMegabytesIsRejectedAndItsRejectIsShort()
    {
        var cleaned = await SmallExtract.Clean($"{Header}1,1,,,,basic\n2,{new string('9', 9_000_000)},,,,\n3,1,,,,basic\n");
        Assert.Equal(2, cleaned.Rows.Count());
        Assert.Equal(RejectReason.RowTooLong, Assert.Single(cleaned.Receipt.Rejects).Reason);
        Assert.InRange(cleaned.Rejects.Length, 100, 100_000);
    }

    [Fact]
    public async Task TenThousandCategoriesAreCountedAndNotListed()
    {
        var rows = string.Concat(Enumerable.Range(0, 10_000).Select(row => $"c{row},text {row}\n"));
        var contract = SmallExtract.With("""{ "name": "id" }, { "name": "word" }""");

        var receipt = (await SmallExtract.Clean($"id,word\n{rows}", contract)).Receipt;
        var word = receipt.Columns.Single(column => column.Name == "word");

        Assert.InRange(word.Distinct, 9_500, 10_500);
        Assert.Null(word.Values);
    }

    private static byte[] Packed(bool isZip, byte[] header, IEnumerable<byte[]> rows)
    {
        using var packed = new MemoryStream();
        using (var archive = isZip ? new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true) : null)
        using (var file = archive?.CreateEntry("all.csv", CompressionLevel.SmallestSize).Open()
            ?? new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            file.Write(header);
            foreach (var row in rows)
                file.Write(row);
        }
        return packed.ToArray();
    }

    private static async Task<Receipt> CleanAsync(byte[] packed, long maxUnpacked)
    {
        const string reap = ", \"duplicates\": \"allow\"";
        return await ExtractCleaner.CleanAsync(
            new MemoryStream(packed), SmallExtract.With(reap: reap), ExtractOutput.Nowhere(),
            new CleaningSetup { File = "all.csv", MaxUnpacked = maxUnpacked }, default);
    }
}
