using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>What stands around a table and between its columns is found, or said.</summary>
public sealed class LayoutInferenceTests
{
    private static string Body(char delimiter = ';') =>
        string.Concat(Enumerable.Range(0, 40).Select(row => $"C{row}{delimiter}Town {row % 3}{delimiter}{row}.5\n"));

    [Theory]
    [InlineData("sep=;\n", 2)]
    [InlineData("Sales by town\n", 2)]
    [InlineData("Sales by town;;\nPrinted;13/02/2026;\n", 3)]
    [InlineData("sep=;\n\uFEFF", 2)]
    public async Task TheHeaderIsFoundBelowWhatStandsBeforeIt(string before, int line)
    {
        var file = await InferredFile.OfAsync($"{before}{(before.EndsWith('\uFEFF') ? "\"id\"" : "id")};town;amount\n{Body()}");

        file.TakesAll(40);
        Assert.Equal(["id", "town", "amount"], file.Contract.Schema.Fields.Select(field => field.Name));
        Assert.Equal([line], file.Contract.Dialect.HeaderRows);
        Assert.Contains(file.Notes, note => note.Contains($"line {line}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TOTAL;;780\n")]
    [InlineData("Grand Total: 780;;\nPage -1 of 1;;\n")]
    [InlineData("Gesamtsumme;;780,00\n")]
    [InlineData("EOF CRM 0000 40\n")]
    [InlineData("(40 rows affected)\n")]
    public async Task TotalsAndFootersAreNoCustomers(string after)
    {
        var file = await InferredFile.OfAsync($"id;town;amount\n{Body()}{after}");

        if (file.Contract.Dialect.SkipLines.Count > 0)
            file.TakesAll(40);
        Assert.Contains(file.Notes, note => note.Contains("no rows but totals or footers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ATotalInTheMiddleIsSkippedAndACustomerOfThatNameIsNot()
    {
        var file = await InferredFile.OfAsync($"name;town;amount\nTotal "
            + $"Wines;Rome;3\n{Body()}Total;;7\n{Body().Replace('C', 'D')}");

        Assert.Equal(["Total;;"], file.Contract.Dialect.SkipLines);
        file.TakesAll(81);
    }

    [Theory]
    [InlineData("id,town,amount,more\n", "narrower")]
    [InlineData("id,town\n", "wider")]
    public async Task RowsOfAnotherWidthThanTheHeaderAreNamed(string header, string word)
    {
        var file = await InferredFile.OfAsync(header + Body(','));

        Assert.Contains($"The rows are {word} than the header", file.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Contains("line 2", file.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADelimiterTooManyIsRepaired()
    {
        var file = await InferredFile.OfAsync($"id,town,amount\n{Body(',').Replace("\n", ",\n", StringComparison.Ordinal)}");

        file.TakesAll(40);
        Assert.Equal(40, file.Receipt.Repairs[RepairRule.TrailingDelimiters]);
    }

    [Theory]
    [InlineData('~')]
    [InlineData('^')]
    [InlineData('|')]
    [InlineData('\t')]
    [InlineData(';')]
    public async Task EveryDelimiterIsFound(char delimiter)
    {
        var file = await InferredFile.OfAsync(
            $"id{delimiter}town{delimiter}amount\n{Body(delimiter).Replace("Town", "Town, x", StringComparison.Ordinal)}");

        file.TakesAll(40);
        Assert.Equal(delimiter.ToString(), file.Contract.Dialect.Delimiter);
        Assert.Equal(3, file.Contract.Schema.Fields.Count);
    }

    [Fact]
    public async Task AColonIsADelimiterWhereNothingElseIs()
    {
        Assert.Equal(":", (await InferredFile.OfAsync($"id:town:amount\n{Body(':')}")).Contract.Dialect.Delimiter);
        var times = await InferredFile.OfAsync(InferredFile.Rows("id,at,until", 30, row => $",{row % 24:D2}:15,31.12.2025 "
            + $"08:15:00"));
        Assert.Equal(",", times.Contract.Dialect.Delimiter);
    }

    [Fact]
    public async Task TwoBarsAreReadByOne()
    {
        var file = await InferredFile.OfAsync($"id|town|amount\n{Body('|')}".Replace("|", "||", StringComparison.Ordinal));

        file.TakesAll(40);
        Assert.Equal(["id", "town", "amount"], file.Contract.Schema.Fields.Select(field => field.Name));
        Assert.Contains(file.Notes, note => note.Contains("'||'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FixedWidthIsNamedWithItsColumns()
    {
        var file = await InferredFile.OfAsync(
            $"ID      TOWN       "
                + $"AMOUNT\n{string.Concat(Enumerable.Range(0, 30).Select(row => $"{row:D6}  Town {row % 3}  {row,8}.5\n"))}");

        Assert.Contains("fixed width and begin at 1, 9,", file.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABackslashBeforeAQuoteIsTheEscapeCharacter()
    {
        var file = await InferredFile.OfAsync(
            InferredFile.Rows("id,note", 40, row => row % 4 == 0 ? $",\"say \\\"{row}\\\", twice\"" : $",\"plain {row}\""));

        file.TakesAll(40);
        Assert.Equal("\\", file.Contract.Dialect.EscapeChar);
        Assert.Contains("say \"0\", twice", (await file.Cleaned!.CleanRowsAsync())[0][1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypographicQuotesAreNamed()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,name,note", 30, row => $",\u201CSmith, J{row}\u201D,x"));

        Assert.Contains("typographic quotes", file.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneColumnIsSaidAndNeverSignedAsRead()
    {
        var file = await InferredFile.OfAsync("id\nA1\nB2\nC3\n");

        Assert.Contains(file.Notes, note => note.StartsWith("No delimiter was found", StringComparison.Ordinal));
        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, file.Receipt.Status);
        Assert.DoesNotContain("All 3 rows", file.Receipt.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileWithoutAHeaderHasColumnsByNumber()
    {
        var file = await InferredFile.OfAsync(
            string.Concat(Enumerable.Range(1, 30).Select(row => $"{row},2026-01-{row:D2},{row}.5\n")));

        file.TakesAll(30);
        Assert.False(file.Contract.Dialect.Header);
        Assert.Contains(file.Notes, note => note.Contains("without a header", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(64)]
    public async Task SkippedLinesAreFoundWhereverABlockEnds(int blockSize)
    {
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "town" }""", dialect: "\"skipLines\": [\"TOTAL,\", \"Page \"]");
        var text = $"id,town\nA,x\nTOTAL,7\nTOTALS,y\nPage 1 of 3\nB,\"Page \nTOTAL,\"\nPage 2";

        var cleaned = await SmallExtract.Clean(Encoding.UTF8.GetBytes(text), contract, blockSize: blockSize);

        Assert.Equal(["A", "TOTALS", "B"], (await cleaned.CleanRowsAsync()).Select(row => row[0]));
        Assert.Equal(3, cleaned.Receipt.CommentLines);
    }
}
