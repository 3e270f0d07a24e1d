using System.IO.Compression;
using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>The code page is guessed by the letters of the whole file, and said to be a guess.</summary>
public sealed class EncodingInferenceTests
{
    [Theory]
    [InlineData("windows-1252", "Zürich,Málaga,Orléans,Århus,Gießen")]
    [InlineData("windows-1250", "Częstochowa,Bydgoszcz,Łomża,Świdnica,Zamość")]
    [InlineData("windows-1250", "Plzeň,Ústí,České Budějovice,Děčín,Třebíč")]
    [InlineData("windows-1250", "Győr,Székesfehérvár,Hódmezővásárhely,Érd,Kőszeg")]
    [InlineData("iso-8859-2", "Częstochowa,Łomża,Świdnica,Zamość,Żary")]
    [InlineData("windows-1254", "Eskişehir,Muğla,Aydın,Iğdır,Kırşehir")]
    [InlineData("windows-1251", "Тверь,Самара,Омск,Ростов,Пермь")]
    [InlineData("koi8-r", "Тверь,Самара,Омск,Ростов,Пермь")]
    [InlineData("cp866", "Тверь,Самара,Омск,Ростов,Пермь")]
    [InlineData("windows-1253", "Αθήνα,Πάτρα,Λάρισα,Βόλος,Χανιά")]
    [InlineData("gb18030", "客户城市,北京,上海,广州,电话号码")]
    [InlineData("big5", "客戶電話,臺北,高雄,訂單編號,東南")]
    [InlineData("shift_jis", "東京都,大阪府,カタカナ,ひらがなです,電話番号")]
    [InlineData("euc-kr", "서울시,부산,고객이름,전화번호,도시")]
    public async Task ACodePageIsToldByItsLetters(string name, string towns)
    {
        var all = towns.Split(',');
        var text = InferredFile.Rows("id,town,amount", 30, row => $",{all[row % all.Length]},{row}.5");
        var encoding = TextEncoding.Of(name)!;

        var file = await InferredFile.OfAsync(encoding.ToNet(DecoderFallback.ExceptionFallback).GetBytes(text));

        Assert.Equal(encoding.Name, file.Contract.Dialect.Encoding);
        file.TakesAll(30);
        Assert.Equal(
            Enumerable.Range(0, 30).Select(row => all[row % all.Length]),
            (await file.Cleaned!.CleanRowsAsync()).Select(row => row[1]));
        Assert.Contains(file.Notes, note => note.Contains("is a guess", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABytelateInAPackedFileIsSeen()
    {
        var text = InferredFile.Rows("id,town", 30_000, row => row == 29_990 ? ",Zürich" : ",Rome");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.Latin1.GetBytes(text));

        var file = await InferredFile.OfAsync(packed.ToArray());

        file.TakesAll(30_000);
        Assert.Equal("windows-1252", file.Contract.Dialect.Encoding);
        Assert.Contains(file.Notes, note => note.Contains("line 29992", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Utf8IsKnownWhereverAPieceEnds()
    {
        var text = InferredFile.Rows("id,town", 40_000, row => $",{new string('x', row % 7)}Łódź 漢 😀");

        var file = await InferredFile.OfAsync(text);

        Assert.Equal("utf-8", file.Contract.Dialect.Encoding);
        Assert.DoesNotContain(file.Notes, note => note.Contains("guess", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Utf32IsRefusedByName(bool isBig, bool hasMark)
    {
        var encoding = new UTF32Encoding(isBig, hasMark);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("id,town\n1,Zürich\n2,Rome\n")];

        Assert.Contains("UTF-32", (await InferredFile.OfAsync(bytes)).Refusal!.Sentence, StringComparison.Ordinal);
        var receipt = (await SmallExtract.Clean(bytes)).Receipt;
        Assert.Equal(RefusalReason.BinaryFile, receipt.Refusal);
        Assert.Contains("UTF-32", receipt.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cp1250", "windows-1250")]
    [InlineData("CP-866", "cp866")]
    [InlineData("GBK", "gb2312")]
    [InlineData("utf-32", null)]
    [InlineData("utf-7", null)]
    [InlineData("IBM037", null)]
    [InlineData("iso-2022-jp", null)]
    [InlineData("no-such", null)]
    public void CodePagesAreKnownByTheirNames(string name, string? expected) =>
        Assert.Equal(expected, TextEncoding.Of(name)?.Name);

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("gb18030")]
    [InlineData("windows-1251")]
    public async Task OffsetsAreThoseOfTheFileInItsOwnEncoding(string name)
    {
        var net = TextEncoding.Of(name)!.ToNet(DecoderFallback.ExceptionFallback);
        var before = $"id,n\n{string.Concat(Enumerable.Range(0, 50).Select(row => $"{row}да,1\n"))}";
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "n", "type": "integer" }""", dialect: $"\"encoding\": \"{name}\"");

        var cleaned = await SmallExtract.Clean(net.GetBytes($"{before}x,y\n"), contract, blockSize: 64);

        Assert.Equal(net.GetByteCount(before), cleaned.Receipt.Rejects.Single().Examples.Single().Offset);
    }

    [Fact]
    public async Task ABrokenCharacterRejectsItsRowAlone()
    {
        var net = TextEncoding.Of("shift_jis")!.ToNet(DecoderFallback.ExceptionFallback);
        byte[] bytes = [.. net.GetBytes("id,n\n東,1\nx"), 0x81, 0x20, .. net.GetBytes(",2\n京,3\n")];
        var contract = SmallExtract.With("""{ "name": "id" }, { "name": "n" }""", dialect: "\"encoding\": \"shift_jis\"");

        var cleaned = await SmallExtract.Clean(bytes, contract);

        Assert.Equal((2, 1), (cleaned.Receipt.Accepted, cleaned.Receipt.Rejected));
    }
}
