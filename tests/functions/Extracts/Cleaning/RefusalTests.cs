using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

public sealed class RefusalTests
{
    private const string Header = "id,age,charges,active,since,plan\n";
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("", RefusalReason.EmptyFile)]
    [InlineData("\n\r\n\n", RefusalReason.EmptyFile)]
    [InlineData(Header, RefusalReason.HeaderOnly)]
    [InlineData("age,plan\n5,basic\n", RefusalReason.MissingRequiredColumn)]
    [InlineData("id;age;charges;active\n1;2;3;true\n", RefusalReason.WrongDelimiter)]
    [InlineData("\"id\"\t\"age\"\n1\t2\n", RefusalReason.WrongDelimiter)]
    [InlineData("id,age,id\n1,2,3\n", RefusalReason.DuplicateHeader)]
    [InlineData("PK\u0003\u0004 and so on", RefusalReason.CorruptZip)]
    [InlineData("%PDF-1.7 and so on", RefusalReason.BinaryFile)]
    [InlineData("\u0001\u0002\u0003\0\0\0\0abc", RefusalReason.BinaryFile)]
    [InlineData(Header + "1,x,1,true,2024-01-01,basic\n", RefusalReason.TooManyRejects)]
    public async Task AFileThatCannotBeUsedIsRefusedWithASentence(string text, RefusalReason reason)
    {
        var receipt = (await SmallExtract.Clean(text)).Receipt;

        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        Assert.Equal(reason, receipt.Refusal);
        Assert.EndsWith(".", receipt.Sentence);
    }

    [Theory]
    [InlineData("a;b\n1;2\n", "2 columns by ';'")]
    [InlineData("a\tb\tc\n1\t2\t3\n", "3 columns by tabs")]
    public async Task AnotherDelimiterIsTheCauseAlsoWhereNoNameFits(string text, string cause)
    {
        var receipt = (await SmallExtract.Clean(text)).Receipt;

        Assert.Equal(RefusalReason.WrongDelimiter, receipt.Refusal);
        Assert.Contains(cause, receipt.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneColumnIsOne()
    {
        var receipt = (await SmallExtract.Clean("a\n1\n")).Receipt;

        Assert.Contains("of its 1 column the contract knows 0", receipt.Sentence, StringComparison.Ordinal);
        Assert.StartsWith(
            "The only row is taken.", (await SmallExtract.Clean(Header + "1,5,1,true,2024-02-29,plus\n")).Receipt.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task TruncatedGzipIsRefused()
    {
        var packed = ExtractCleanerTests.Gzip(
            Header + string
            .Concat(Enumerable.Range(0, 5000).Select(row => $"c{row * 7919 % 5000},{row % 90},1,true,2024-01-01,plus\n")));

        foreach (var length in Enumerable.Range(2, 30).Append(packed.Length / 2).Concat(Enumerable.Range(packed.Length - 20, 20)))
            Assert.True(
                RefusalReason.CorruptGzip == (await SmallExtract.Clean(packed[..length])).Receipt.Refusal,
                $"{length} of {packed.Length} bytes");
    }

    [Fact]
    public async Task SeveralGzipFilesInOneAreRead()
    {
        byte[] packed = [
            .. ExtractCleanerTests.Gzip(Header + "1,5,1,true,2024-02-29,plus\n"),
            .. ExtractCleanerTests.Gzip("2,5,1,true,2024-02-29,plus\n")];

        Assert.Equal(2, (await SmallExtract.Clean(packed)).Receipt.Accepted);
        Assert.Equal(RefusalReason.EmptyFile, (await SmallExtract.Clean(ExtractCleanerTests.Gzip(""))).Receipt.Refusal);
    }

    [Fact]
    public async Task DamagedGzipIsRefused()
    {
        var packed = ExtractCleanerTests.Gzip(
            Header + string
            .Concat(Enumerable.Range(0, 5000).Select(row => $"c{row * 7919 % 5000},{row % 90},1,true,2024-01-01,plus\n")));
        packed[packed.Length / 2] ^= 0x55;

        Assert.Equal(RefusalReason.CorruptGzip, (await SmallExtract.Clean(packed)).Receipt.Refusal);
    }

    [Theory]
    [InlineData("C77,Zoë,zoe@example.com,true\nC78,Max,max@example.com,true\n")]
    [InlineData("C77,Zoë,Zoë,true\nC78,Max,max@example.com,true\n")]
    [InlineData("C77,Zoë,zoe@example.com,plan\nC78,Max,max@example.com,true\n")]
    [InlineData("C77;Zoë;zoe@example.com;true\nC78;Max;max@example.com;true\n", RefusalReason.WrongDelimiter)]
    public async Task AFirstRowThatIsNoHeaderIsShownNowhere(
        string file, RefusalReason reason = RefusalReason.MissingRequiredColumn)
    {
        var receipt = (await SmallExtract.Clean(file)).Receipt;

        Assert.Equal(reason, receipt.Refusal);
        var shown = receipt.ToJson() + ReceiptPage.Of(receipt) + ReceiptSummary.From(receipt, default);
        Assert.All(
            ["C77", "Zoë", "zoe@", "C78"], value => Assert.DoesNotContain(value, shown, StringComparison.OrdinalIgnoreCase));
        if (reason == RefusalReason.MissingRequiredColumn)
            Assert.Contains("it lacks 'id'. Write the names of the columns into the first row: 'id', 'age'", receipt.Sentence);
    }

    [Fact]
    public async Task AHeaderIsToldByHalfOfItsNames()
    {
        var receipt = (await SmallExtract.Clean("idd,age,plan,extra\nC77,1,plus,x\n")).Receipt;

        Assert.Contains("It has 'idd', 'age', 'plan', 'extra'.", receipt.Sentence);
        Assert.Equal(["idd", "extra"], receipt.UnknownColumns);
    }

    [Fact]
    public async Task AFileWithTooManyRejectsIsRefusedAsAWhole()
    {
        var contract = SmallExtract.With("""{ "name": "id" }, { "name": "n", "type": "integer" }""", "").With(0.2);

        var refused = await SmallExtract.Clean("id,n\n1,1\n2,2\n3,x\n4,4\n", contract);
        var taken = await SmallExtract.Clean("id,n\n1,1\n2,2\n3,x\n4,4\n5,5\n", contract);

        Assert.Equal(RefusalReason.TooManyRejects, refused.Receipt.Refusal);
        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, taken.Receipt.Status);
    }

    [Theory]
    [InlineData("customers/2026-11-21/all.csv")]
    [InlineData("extracts/customers/2026-11-21/all.csv.gz")]
    [InlineData("customers/2026-11-23/all.csv")]
    [InlineData("customers/1900-01-01/all.csv")]
    public void APathNamesSourceDateAndFile(string name)
    {
        Assert.True(ExtractPath.TryParse(name, Today, out var path, out _));
        Assert.Equal("customers", path.Source);
        Assert.StartsWith("all.csv", path.File);
    }

    [Theory]
    [InlineData("customers/all.csv", RefusalReason.WrongPath)]
    [InlineData("customers/2026-11-21/deep/all.csv", RefusalReason.WrongPath)]
    [InlineData("customers/2026-11-21/all.xlsx", RefusalReason.WrongPath)]
    [InlineData("customers/21.11.2026/all.csv", RefusalReason.WrongDateFolder)]
    [InlineData("customers/2026-02-30/all.csv", RefusalReason.WrongDateFolder)]
    [InlineData("customers/2026-11-24/all.csv", RefusalReason.FutureDate)]
    [InlineData("customers/9999-12-31/all.csv", RefusalReason.FutureDate)]
    [InlineData("customers/1899-12-31/all.csv", RefusalReason.EarlyDate)]
    [InlineData("customers/0001-01-01/all.csv", RefusalReason.EarlyDate)]
    public void APathThatCannotBeUsedSaysWhy(string name, RefusalReason reason)
    {
        Assert.False(ExtractPath.TryParse(name, Today, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
        Assert.EndsWith(".", refusal.Sentence);
    }

    [Fact]
    public async Task AReceiptSurvivesItsJson()
    {
        var receipt = (await SmallExtract.Clean(Header + "1,x,1,true,2024-01-01,basic\n2, 4,1,true,2024-01-01,basic\n")).Receipt;

        var json = receipt.ToJson();

        Assert.Equal(json, Receipt.FromJson(json).ToJson());
        Assert.Contains("\"status\": \"accepted with warnings\"", json);
        Assert.Contains("\"trim\": 1", json);
    }
}

internal static class ContractExtensions
{
    public static Contract With(this Contract contract, double maxRejectShare) =>
        contract with { Roles = contract.Roles with { MaxRejectShare = maxRejectShare } };
}
