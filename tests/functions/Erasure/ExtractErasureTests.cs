using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Erasure;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Tests.Erasure;

public class ExtractErasureTests
{
    private const string Header = "id,age,charges,active,since,plan";

    private static async Task<(string Text, List<long> Rows)> EraseAsync(byte[] upload, string id, Contract? contract = null)
    {
        var output = new MemoryStream();
        var rows = new List<long>();
        await new ExtractErasure(contract ?? SmallExtract.Contract, id)
            .CopyAsync(new MemoryStream(upload), output, rows, default);
        return (Encoding.UTF8.GetString(output.ToArray()), rows);
    }

    private static Task<(string Text, List<long> Rows)> EraseAsync(string upload, string id, Contract? contract = null) =>
        EraseAsync(Encoding.UTF8.GetBytes(upload), id, contract);

    [Fact]
    public async Task RowsOfTheCustomerBecomeRowsWithoutCellsAndAllElseStaysByteForByte()
    {
        var (text, rows) = await EraseAsync($"{Header}\r\na,1,,,,\r\n\r\n\" b\",\"2\",x,,,\nc,b,,,,\nb,3,,,,", "b");
        Assert.Equal($"{Header}\r\na,1,,,,\r\n\r\n,,,,,\nc,b,,,,\n,,,,,", text);
        Assert.Equal([2L, 4L], rows);
    }

    [Fact]
    public async Task DamagedRowsThatNameTheCustomerGoToo()
    {
        var (text, rows) = await EraseAsync($"{Header}\nb,1\nb,1,2,true,,basic,more\nab,1\nx,\"1\"y,b,,,\n", "b");
        Assert.Equal($"{Header}\n,,,,,\n,,,,,\nab,1\n,,,,,\n", text);
        Assert.Equal([1L, 2L, 4L], rows);
    }

    [Fact]
    public async Task TheCountOfRowsIsWhatItWas()
    {
        var upload = $"{Header}\na,1,,,,\nb,2,,,,\nc,3,,,,\n";
        var (text, _) = await EraseAsync(upload, "b");
        Assert.Equal((await SmallExtract.Clean(upload)).Receipt.Read, (await SmallExtract.Clean(text)).Receipt.Read);
        Assert.Equal(["a", "c"], (await SmallExtract.Clean(text)).Rows.Select(row => row.Split(',')[0]));
    }

    [Fact]
    public async Task AGzipFileStaysOne()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($"{Header}\na,1,,,,\nb,2,,,,\n"));
        var output = new MemoryStream();
        await new ExtractErasure(SmallExtract.Contract, "a").CopyAsync(new MemoryStream(packed.ToArray()), output, [], default);
        output.Position = 0;
        using var text = new StreamReader(new GZipStream(output, CompressionMode.Decompress));
        Assert.Equal($"{Header}\n,,,,,\nb,2,,,,\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task AnotherEncodingIsWrittenAsUtf8WithItsMark()
    {
        var contract = SmallExtract.With(dialect: "\"encoding\": \"iso-8859-1\"");
        var (text, rows) = await EraseAsync(Encoding.Latin1.GetBytes($"{Header}\nZoë,1,,,,\nZoé,2,,,,\n"), "Zoë", contract);
        Assert.Equal($"\uFEFF{Header}\n,,,,,\nZoé,2,,,,\n", text);
        Assert.Single(rows);
    }

    [Fact]
    public async Task AFileWithoutTheColumnIsSaidToBeSo() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => EraseAsync("name,age\nb,1\n", "b"));

    [Theory]
    [InlineData("x b y", "b", true)]
    [InlineData("xb yb", "b", false)]
    [InlineData("'b'", "b", true)]
    [InlineData("bb b", "b", true)]
    [InlineData("éb", "b", false)]
    [InlineData("", "b", false)]
    public void AnIdIsFoundAsAWordOfItsOwn(string text, string id, bool stands) =>
        Assert.Equal(stands, IdText.StandsIn(text, id));

    [Fact]
    public async Task ARejectedIdThatBeginsLikeAFormulaIsFoundAndOtherRowsStayByteForByte()
    {
        var cleaned = await SmallExtract.Clean($"{Header}=1+1,999,,,,\n=1+1,1,,,,\n=1+1,2,,,,\nb,=1+1,,,,\nc,999,,,,\n");
        var output = new MemoryStream();
        var erased = await new ReceiptErasure("=1+1", new HashSet<long> { 1, 2, 3 })
            .CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Rejects)), output, default);

        var kept = cleaned.Rejects.Split("\r\n").Where(line => !line.Contains("=1+1") && !line.StartsWith("2,1,")).ToList();
        Assert.True(erased >= 2);
        Assert.Equal(kept[0], Encoding.UTF8.GetString(output.ToArray()).Split("\r\n")[0]);
        Assert.EndsWith($"{kept[^2]}\r\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.DoesNotContain("=1+1", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task RejectsAndExamplesOfTheCustomerGoAndCountsStay()
    {
        var cleaned = await SmallExtract.Clean($"{Header}\na,999,,,,\nb,999,,,,\nb,1,,,,\na,1,,,,\na,2,,,,\n");
        var erasure = new ReceiptErasure("a", new HashSet<long> { 1, 4, 5 });
        var output = new MemoryStream();
        var erased = await erasure.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Rejects)), output, default);
        var receipt = erasure.Without(cleaned.Receipt);

        // Row 1 for its age, row 5 for its key.
        Assert.Equal(2, erased);
        Assert.Equal(2, Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(cleaned.Receipt.Rejected, receipt.Rejects.Sum(count => count.Count));
        Assert.Equal([2L], receipt.Rejects.SelectMany(count => count.Examples).Select(example => example.Row));
        Assert.DoesNotContain(receipt.Columns, column => column.Values?.ContainsKey("a") == true);
        Assert.Same(receipt, new ReceiptErasure("a", new HashSet<long>()).Without(receipt));
    }
}
