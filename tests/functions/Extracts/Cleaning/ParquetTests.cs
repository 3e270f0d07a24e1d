using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Corrections;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

public sealed class ParquetTests
{
    private const string Text =
        "id,age,charges,active,since,plan\na,5,1.5,true,2024-02-29,plus\nb,200,,false,2023-01-31,basic\n\"c,\"\"1\",,-2,,,\n";

    private const string German = """
        { "name": "id" },
        { "name": "charges", "type": "number", "decimalChar": ",", "groupChar": "." },
        { "name": "paid", "type": "number", "decimalChar": ",", "groupChar": "." },
        { "name": "active", "type": "boolean", "trueValues": ["Ja"], "falseValues": ["Nein"] },
        { "name": "since", "type": "date", "format": "%d.%m.%Y" },
        { "name": "until", "type": "date", "format": "%d.%m.%Y" },
        { "name": "seen", "type": "datetime", "format": "%d.%m.%Y %H:%M" }
        """;

    [Fact]
    public async Task TheSameRowsGiveTheSameReceiptAsDelimitedText()
    {
        var text = await SmallExtract.Clean(Text);
        foreach (var groupRows in new[] { 1, 2, 3 })
        {
            var table = await SmallExtract.Clean(await SmallAsync(groupRows));

            Assert.Equal(text.Buckets, table.Buckets);
            Assert.Equal((3, 2, 1), (table.Receipt.Read, table.Receipt.Accepted, table.Receipt.Rejected));
            Assert.Equal(
                text.Receipt.Columns.Select(column => (column.Name, column.Missing, column.Distinct, column.Mean)),
                table.Receipt.Columns.Select(column => (column.Name, column.Missing, column.Distinct, column.Mean)));
        }
    }

    [Fact]
    public async Task ARejectHasItsRowAndColumnAndNoLine()
    {
        var cleaned = await SmallExtract.Clean(await SmallAsync());
        var reject = Assert.Single(Assert.Single(cleaned.Receipt.Rejects).Examples);

        Assert.Equal((null, 2, null, "age", 2), (reject.Line, reject.Row, reject.Offset, reject.Column, reject.ColumnNumber));
        Assert.Contains(">row 2</td>", ReceiptPage.Of(cleaned.Receipt));
        var row = Assert.Single(await cleaned.RejectedRowsAsync());
        Assert.Equal(["b", "200", "", "false", "2023-01-31", "basic", "aboveMaximum", "age", ""], row[..9]);
        Assert.StartsWith("row 2 x", row[^1]);
    }

    [Fact]
    public async Task TypedColumnsAreNotReadByTheSpellingsOfTheContract()
    {
        var file = await new ParquetFile()
            .Column<double>("id", 12680.0, 12681.0)
            .Column<double>("charges", 1.234, 1500000.25)
            .Texts("paid", "1.234", "1.500.000,25")
            .Column<bool>("active", true, false)
            .Moments("since", DateTimeFormat.Date, Day(2024, 2, 29), Day(2024, 3, 1))
            .Moments("until", DateTimeFormat.DateAndTime, Day(2024, 2, 29), null)
            .Moments("seen", DateTimeFormat.DateAndTimeMicros, Day(2024, 2, 29).AddHours(13.5), null)
            .BytesAsync();

        var cleaned = await SmallExtract.Clean(
            file, SmallExtract.With(German, dialect: "\"delimiter\": \";\", \"header\": false"));

        Assert.Equal((2, 0), (cleaned.Receipt.Accepted, cleaned.Receipt.Rejected));
        Assert.Equal(["12680", "1.234", "1234", "true", "2024-02-29", "2024-02-29"], (await cleaned.CleanRowsAsync())[0][..6]);
        Assert.StartsWith("2024-02-29T13:30:00", (await cleaned.CleanRowsAsync())[0][6]);
        Assert.Equal(["12681", "1500000.25", "1500000.25", "false", "2024-03-01", "", ""], (await cleaned.CleanRowsAsync())[1]);
    }

    [Fact]
    public async Task AMomentWithATimeIsNoDate()
    {
        var file = await new ParquetFile().Texts("id", "a", "b")
            .Moments("since", DateTimeFormat.DateAndTime, Day(2024, 2, 29), Day(2024, 2, 29).AddHours(1))
            .BytesAsync();
        var receipt = (await SmallExtract.Clean(file)).Receipt;
        Assert.Equal((1, "since"), (receipt.Accepted, Assert.Single(receipt.Rejects).Examples[0].Column));
    }

    [Fact]
    public async Task EveryTypeIsReadAsItsText()
    {
        var file = await new ParquetFile().Texts("id", "a")
            .Column<sbyte>("n1", -8).Column<byte>("n2", 8).Column<short>("n3", -16).Column<ushort>("n4", 16)
            .Column<int>("n5", -32)
            .Column<uint>("n6", 32).Column<long>("n7", long.MinValue).Column<ulong>("n8", ulong.MaxValue)
            .Column<float>("n9", 0.1f)
            .Column<double>("n10", 1e300).Column<decimal>(new DecimalDataField("n11", 18, 4, isNullable: true), 1.25m)
            .Column<Guid>("n12", Guid.Empty).BytesAsync();
        var fields = string.Join(", ", Enumerable.Range(1, 12).Select(number => $$"""{ "name": "n{{number}}" }"""));
        Assert.Equal(
            ["a", "-8", "8", "-16", "16", "-32", "32", "-9223372036854775808", "18446744073709551615", "0.1", "1E+300", "1.2500",
                "00000000-0000-0000-0000-000000000000"],
            (await (await SmallExtract.Clean(file, SmallExtract.With($$"""{ "name": "id" }, {{fields}}""")))
                .CleanRowsAsync())[0]);
    }

    [Fact]
    public async Task TextsKeepWhatDelimitedTextMustQuote()
    {
        string[] texts = ["a,b", "c\"d", "e\nf", "g\r\nh", "ä€😀", "PAR1"];
        var cleaned = await SmallExtract.Clean(await new ParquetFile().Texts("id", texts).BytesAsync());
        Assert.Equal(texts, (await cleaned.CleanRowsAsync()).Select(row => row[0]));
    }

    [Fact]
    public async Task ARowOfOneMissingValueIsARow()
    {
        var receipt = (await SmallExtract.Clean(await new ParquetFile().Texts("id", "a", null, "b").BytesAsync())).Receipt;
        Assert.Equal((3, 2, 0), (receipt.Read, receipt.Accepted, receipt.BlankLines));
    }

    [Fact]
    public async Task WhatIsMissingIsSoWhateverTheContractCallsMissing()
    {
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "age", "type": "integer", "missingValues": ["NA"] }""",
            schema: ", \"missingValues\": [\"-\"]");
        var file = await new ParquetFile().Texts("id", "a", "b").Column<int>("age", 5, null).BytesAsync();
        Assert.Equal(2, (await SmallExtract.Clean(file, contract)).Receipt.Accepted);
    }

    [Fact]
    public async Task NestedColumnsAreRefusedByName()
    {
        var id = new DataField("id", typeof(string), true);
        var tags = new DataField("tags", typeof(int), true, isArray: true);
        var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(id, tags, new StructField("address", new DataField("city", typeof(string), true))), file))
        {
        }
        var sentence = await RefusedAsync(file.ToArray(), RefusalReason.UnfitParquet);
        Assert.StartsWith("The Parquet file has nested columns, which are not read: tags, address. Write each value", sentence);
    }

    [Fact]
    public async Task AGroupOfTooManyRowsIsRefused()
    {
        var file = await new ParquetFile().Column<bool>("id", new bool?[(4 * 1024 * 1024) + 1]).BytesAsync();
        Assert.Contains("groups of 100000 rows", await RefusedAsync(file, RefusalReason.UnfitParquet));
    }

    [Fact]
    public async Task AFileThatIsCutShortIsRefused()
    {
        var file = await SmallAsync();
        for (var length = 4; length < file.Length; length += 7)
            await RefusedAsync(file[..length], RefusalReason.CorruptParquet);
    }

    [Fact]
    public async Task NoByteThatIsChangedEndsInAnExceptionOrNever()
    {
        var file = await SmallAsync(groupRows: 2);
        var refused = 0;
        for (var place = 4; place < file.Length; place++)
        {
            var damaged = file.ToArray();
            damaged[place] ^= (byte)(1 << (place % 8));
            var cleaned = await Task.Run(() => SmallExtract.Clean(damaged)).WaitAsync(TimeSpan.FromSeconds(60));
            refused += cleaned.Receipt.Refusal == RefusalReason.CorruptParquet ? 1 : 0;
        }
        Assert.InRange(refused, 20, file.Length);
    }

    [Fact]
    public async Task NoRowsAreAHeaderOnly() => await RefusedAsync(
        await new ParquetFile().Texts("id").Column<int>("age").BytesAsync(), RefusalReason.HeaderOnly);

    [Fact]
    public async Task WhatInferProposesReadsTheFile()
    {
        var file = await new ParquetFile().Texts("id", "a;1", "b;2", "c;3", "d;4")
            .Column<double>("charges", 1.5, 2, null, 1234.5).Column<bool>("active", true, false, true, null)
            .Moments("since", DateTimeFormat.Date, Day(2024, 2, 29), Day(2024, 3, 1), null, Day(2020, 1, 2))
            .Moments("seen", DateTimeFormat.DateAndTimeMicros, Day(2024, 2, 29).AddHours(1), null, null, null)
            .BytesAsync();

        var (proposal, _) = await ContractInference.InferAsync(new MemoryStream(file), "customers", default);

        Assert.Equal(
            [("id", FieldType.String), ("charges", FieldType.Number), ("active", FieldType.Boolean), ("since", FieldType.Date),
                ("seen", FieldType.Datetime)],
            proposal!.Contract.Schema.Fields.Select(field => (field.Name, field.Type)));
        Assert.Equal((4, ","), (proposal.Rows, proposal.Contract.Dialect.Delimiter));
        Assert.Equal(4, (await SmallExtract.Clean(file, proposal.Contract)).Receipt.Accepted);
    }

    [Fact]
    public async Task RejectedRowsAreCorrectedAsThoseOfDelimitedTextAre()
    {
        var contract = SmallExtract.With(dialect: "\"delimiter\": \";\"");
        var file = new MemoryStream(await SmallAsync());
        var rejects = (await SmallExtract.Clean(file.ToArray(), contract)).Rejects.Replace("200", "20");
        var read = await ParquetContract.OfAsync(file, contract, default);
        var correction = await Correction.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(rejects)), contract, default);
        await using var content = new CorrectedContent(file, read, correction, default);

        var receipt = await ExtractCleaner.CleanAsync(
            content.Stream, content.Contract, ExtractOutput.Nowhere(), new CleaningSetup { File = "all.parquet" }, default);

        Assert.Equal((3, 3), (receipt.Read, receipt.Accepted));
    }

    [Fact]
    public async Task InAnArchiveItIsRefusedByItsName()
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (var file = archive.CreateEntry("a.parquet").Open())
            file.Write(await SmallAsync());
        Assert.StartsWith(
            "The file is a Parquet file in an archive",
            await RefusedAsync(zip.ToArray(), RefusalReason.BinaryFile));
    }

    /// <summary>The rows of <see cref="Text"/>.</summary>
    internal static Task<byte[]> SmallAsync(int groupRows = int.MaxValue) => new ParquetFile()
        .Texts("id", "a", "b", "c,\"1").Column<int>("age", 5, 200, null).Column<double>("charges", 1.5, null, -2)
        .Column<bool>("active", true, false, null)
        .Moments("since", DateTimeFormat.Date, Day(2024, 2, 29), Day(2023, 1, 31), null)
        .Texts("plan", "plus", "basic", null).BytesAsync(groupRows);

    private static DateTime Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);

    private static async Task<string> RefusedAsync(byte[] file, RefusalReason reason)
    {
        var receipt = (await SmallExtract.Clean(file)).Receipt;
        Assert.Equal(reason, receipt.Refusal);
        return receipt.Sentence;
    }
}
