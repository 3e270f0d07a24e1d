using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Csv.Packed;
using ReapFunctions.Erasure;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Tests.Erasure;

public class ExtractErasureTests
{
    private const string Header = "id,age,charges,active,since,plan";

    private static async Task<(string Text, List<long> Rows)> EraseAsync(byte[] upload, string id, Contract? contract = null)
    {
        var output = new MemoryStream();
        var erasure = new ExtractErasure(contract ?? SmallExtract.Contract, id);
        var rows = await erasure.FindAsync(new MemoryStream(upload), default);
        Assert.Equal(rows.Count, await erasure.CopyAsync(new MemoryStream(upload), output, default));
        return (Encoding.UTF8.GetString(rows.Count == 0 ? upload : output.ToArray()), [.. rows.Order()]);
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
        var (text, rows) = await EraseAsync($"{Header}\nb,1\nb,1,2,true,,basic,more\nab,1\n\"b\"y,1,b,,,\n", "b");
        Assert.Equal($"{Header}\n,,,,,\n,,,,,\nab,1\n,,,,,\n", text);
        Assert.Equal([1L, 2L, 4L], rows);
    }

    [Theory]
    [InlineData("row")]
    [InlineData("43")]
    [InlineData("true")]
    [InlineData("plus")]
    public async Task AnIdThatIsACommonWordIsFoundInItsColumnAlone(string id)
    {
        var others = $"{Header}\na,43,43,true,,plus\nb,43\nc,43,43,true,,plus,row\nd,\"row\"x,43,true,,plus\ne,row 43,,,,\n";

        Assert.Empty((await EraseAsync(others, id)).Rows);

        var (text, rows) = await EraseAsync($"{others}{id},1,1,true,,plus\n{id},1\n", id);
        Assert.Equal([6L, 7L], rows);
        Assert.Equal($"{others},,,,,\n,,,,,\n", text);
    }

    [Theory]
    [InlineData("b,1,2\nth,true,,plus", new long[] { 1, 2 })]
    [InlineData("b,1,\"2\nth,true,,plus", new long[] { 1, 2 })]
    [InlineData("b,1,2\nth,tr\nue,,plus", new long[] { 1, 2, 3 })]
    [InlineData("b,1,2,true,,pl\nus\nc,1,2,true,,plus", new long[] { 1, 2 })]
    [InlineData("b,1,2\nth,true,,pl\nus\nx\nc,1,2,true,,plus", new long[] { 1, 2, 3, 4 })]
    [InlineData("a,1,2,true,,basic\nb,1,2\nth,true,,plus\nc,1,2,true,,basic", new long[] { 2, 3 })]
    public async Task ARowBrokenOverSeveralLinesGoesWithAllItsLines(string lines, long[] rows) =>
        Assert.Equal(rows, (await EraseAsync($"{Header}\n{lines}\n", "b")).Rows);

    [Fact]
    public async Task ARowThatIsBrokenBeforeItsIdGoesWithAllItsLines()
    {
        var contract = SmallExtract.With("""{ "name": "name" }, { "name": "id" }, { "name": "age", "type": "integer" }""");
        var (_, rows) = await EraseAsync("name,id,age\nMr,a,1\nMrs\nSmith,b,2\nMiss,c,3\n", "b", contract);
        Assert.Equal([2L, 3L], rows);
    }

    [Fact]
    public async Task WhereADelimiterTooManyHasMovedTheIdItIsFound()
    {
        var contract = SmallExtract.With("""{ "name": "name" }, { "name": "id" }, { "name": "age", "type": "integer" }""");
        var (_, rows) = await EraseAsync("name,id,age\nSmith, J,b,2\nJones, T,c,3\n", "b", contract);
        Assert.Equal([1L], rows);
    }

    [Fact]
    public async Task WhereOthersNameTheCustomerAsHavingReferredThemTheCellAloneIsEmptied()
    {
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "by" }, { "name": "months", "type": "integer" }""",
            """, "personal": ["by"], "tenureMonths": "months", "referredBy": "by" """);
        const string Upload = "id,by,months\na,\"b\",1\nb,b,2\nc,ab,3\nd, b ,4\ne,b\nf,,b\n";
        var erasure = new ExtractErasure(contract, "b");
        var output = new MemoryStream();

        Assert.Equal(4, await erasure.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(Upload)), output, default));

        Assert.Equal("id,by,months\na,,1\n,,\nc,ab,3\nd,,4\n,,\nf,,b\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal([1L, 4L, 5L], erasure.Naming.Order());
    }

    [Fact]
    public async Task InAFileWithoutAHeaderRowsAreFoundInTheOrderOfTheContract()
    {
        var erasure = new ExtractErasure(SmallExtract.Contract, "b");
        var output = new MemoryStream();

        var erased = await erasure.CopyAsync(
            new MemoryStream("b,43,1,true,,plus\na,b,1,true,,plus\nb,2,1,true,,plus\n"u8.ToArray()), output, default);

        Assert.Equal((2, true), (erased, erasure.LacksHeader));
        Assert.Equal(",,,,,\na,b,1,true,,plus\n,,,,,\n", Encoding.UTF8.GetString(output.ToArray()));
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
        await new ExtractErasure(SmallExtract.Contract, "a").CopyAsync(new MemoryStream(packed.ToArray()), output, default);
        output.Position = 0;
        using var text = new StreamReader(new GZipStream(output, CompressionMode.Decompress));
        Assert.Equal($"{Header}\n,,,,,\nb,2,,,,\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task AZipFileStaysOneUnderTheSameName()
    {
        var upload = Zips.Of(("all.csv", $"{Header}\na,1,,,,\nb,2,,,,\n"), ("__MACOSX/._all.csv", "a"));
        await using var output = new ForwardStream();
        await new ExtractErasure(SmallExtract.Contract, "a").CopyAsync(new MemoryStream(upload), output, default);
        using var archive = new ZipArchive(new MemoryStream(output.Written.ToArray()));
        var entry = Assert.Single(archive.Entries);
        using var text = new StreamReader(entry.Open());
        Assert.Equal(("all.csv", $"{Header}\n,,,,,\nb,2,,,,\n"), (entry.FullName, await text.ReadToEndAsync()));
    }

    [Fact]
    public async Task AnArchiveOfSeveralFilesIsSaidNotToBeErased()
    {
        var upload = Zips.Of(("a.csv", $"{Header}\na,1,,,,\n"), ("b.csv", $"{Header}\nb,2,,,,\n"));
        var fault = await Assert.ThrowsAsync<UnreadableFileException>(
            () => new ExtractErasure(SmallExtract.Contract, "a").FindAsync(new MemoryStream(upload), default));
        Assert.StartsWith("The zip archive holds 2 files", fault.Message);
    }

    [Fact]
    public async Task OfParquetTheRowsKeepTheirPlaceWithoutCells()
    {
        var upload = await Extracts.Cleaning.ParquetTests.SmallAsync(groupRows: 1);
        var erasure = new ExtractErasure(SmallExtract.Contract, "b");
        Assert.Equal([2L], await erasure.FindAsync(new MemoryStream(upload), default));
        var output = new ForwardStream();
        Assert.Equal(1, await erasure.CopyAsync(new MemoryStream(upload), output, default));

        var (before, after) = (await TextAsync(upload), await TextAsync(output.Written.ToArray()));
        Assert.Equal(before.Length, after.Length);
        Assert.All(after[2], letter => Assert.Equal(',', letter));
        Assert.Equal(before.Where((_, line) => line != 2), after.Where((_, line) => line != 2));
        Assert.Empty(await erasure.FindAsync(new MemoryStream(output.Written.ToArray()), default));

        static async Task<string[]> TextAsync(byte[] file)
        {
            await using var text = await ParquetText.OpenAsync(new MemoryStream(file), default);
            return (await new StreamReader(text).ReadToEndAsync()).Split('\n');
        }
    }

    /// <summary>Takes asynchronous writes alone, as blobs do.</summary>
    private sealed class ForwardStream : MemoryStream
    {
        public MemoryStream Written { get; } = new();

        public override bool CanSeek => false;

        public override bool CanRead => false;

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
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
}
