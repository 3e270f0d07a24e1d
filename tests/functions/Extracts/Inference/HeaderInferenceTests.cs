using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>Headers that come twice, lack names or are not what divides the rows; files that are joined or no tables.</summary>
public sealed class HeaderInferenceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task AHeaderInTheMiddleIsNoCustomer(string mark)
    {
        var half = InferredFile.Rows("id,town,amount", 30, row => $",Rome,{row}");

        var file = await InferredFile.OfAsync($"{half}{mark}{half.Replace('C', 'D')}");

        Assert.Equal((61, 1), (file.Receipt.Read, file.Receipt.Rejected));
        Assert.Equal(RejectReason.RepeatedHeader, file.Receipt.Rejects.Single().Reason);
        Assert.Equal([""], file.Contract.Schema.MissingValues);
        Assert.Contains(file.Notes, note => note.StartsWith("The header stands again on line 32", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id,note,town", ",=a|b,Rome")]
    [InlineData("id,note", ",a;b")]
    [InlineData("id,at", ",a^b")]
    public async Task AMarkInEveryRowButNotInTheHeaderDividesNothing(string header, string row)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(header, 40, _ => row));

        file.TakesAll(40);
        Assert.Equal(header.Split(','), file.Contract.Schema.Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task SingleQuotesProtectTheDelimiter()
    {
        var file = await InferredFile.OfAsync(
            "'id','note'\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"'C{row}','a, b'\n")));

        file.TakesAll(30);
        Assert.Equal("'", file.Contract.Dialect.QuoteChar);
    }

    [Fact]
    public async Task AHeaderThatLacksNamesIsOne()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,,amount,", 40, row => $",a,{row},b"));

        file.TakesAll(40);
        Assert.Equal(["id", "amount"], file.Contract.Schema.Fields.Select(field => field.Name));
        Assert.Contains("2 columns of the header have no name and are left out.", file.Notes);
    }

    [Fact]
    public async Task ANameThatStandsTwiceIsSaidAsTheRefusalThatItWillBe()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,amount,amount", 40, row => $",{row},{row + 1}"));

        Assert.Contains(file.Notes, note => note.Contains(
            "has 'amount' 2 times: cleaning refuses the file", StringComparison.Ordinal));
        Assert.Equal(RefusalReason.DuplicateHeader, file.Receipt.Refusal);
    }

    [Fact]
    public async Task AnUnclosedQuoteAtTheEndIsNoFooter()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,note,n", 40, row => $",\"x{(row == 39 ? "" : "\"")},1"));

        Assert.DoesNotContain(file.Notes, note => note.Contains("footers", StringComparison.Ordinal));
        Assert.Equal(1, file.Receipt.Rejected);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Utf16WithoutAMarkIsReadAndSaid(string name)
    {
        var file = await InferredFile.OfAsync(
            Encoding.GetEncoding(name).GetBytes(InferredFile.Rows("id,town,n", 40, row => $",Köln,{row}")));

        file.TakesAll(40);
        Assert.Contains(file.Notes, note => note.Contains("UTF-16 without a byte order mark", StringComparison.Ordinal));
        Assert.Equal("Köln", (await file.Cleaned!.CleanRowsAsync())[0][1]);
    }

    [Fact]
    public async Task TwoEncodingsInOneFileAreNoThird()
    {
        var rows = InferredFile.Rows("id,town,n", 40, row => $",München,{row}").Split('\n');
        byte[] bytes = [.. rows.SelectMany((row, number) =>
            (number % 2 == 0 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(row + (number == rows.Length - 1 ? "" : "\n")))];

        var file = await InferredFile.OfAsync(bytes);

        Assert.Equal("utf-8", file.Contract.Dialect.Encoding);
        Assert.Contains(file.Notes, note => note.Contains("two encodings", StringComparison.Ordinal));
        Assert.All(file.Cleaned is null ? [] : await file.Cleaned.CleanRowsAsync(), row => Assert.Equal("München", row[1]));
        Assert.Equal(20, file.Receipt.Rejected);
    }

    [Theory]
    [InlineData("{\"id\": \"C1\", \"n\": 1}\n{\"id\": \"C2\", \"n\": 2}\n", "JSON")]
    [InlineData("[\n{\"id\": \"C1\"}\n]", "JSON")]
    [InlineData("<html><table><tr><td>id</td></tr></table></html>", "HTML or XML")]
    [InlineData("\n<?xml version=\"1.0\"?>\n<Workbook/>", "HTML or XML")]
    public async Task WhatIsNoTableIsNamed(string text, string name)
    {
        var file = await InferredFile.OfAsync(text);

        Assert.StartsWith($"The file is {name}, whatever its name says.", file.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[note],id\nx,1\n")]
    [InlineData("{id},n\n1,2\n")]
    [InlineData("<id>,n\n1,2\n")]
    public async Task NamesInBracketsAreNames(string text) => Assert.Null((await InferredFile.OfAsync(text)).Refusal);
}
