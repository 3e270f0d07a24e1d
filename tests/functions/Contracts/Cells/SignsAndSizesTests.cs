using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Tests.Contracts.Cells;

/// <summary>A number keeps its sign and its size, or it is no number: also where text may stand around it.</summary>
public sealed class SignsAndSizesTests
{
    [Theory]
    [InlineData("(1,000.50)", "-1000.5", "thousandsSeparator accountingNegative")]
    [InlineData("($5)", "-5", "currencySymbol accountingNegative")]
    [InlineData("$(5.25)", "-5.25", "currencySymbol accountingNegative")]
    [InlineData("-$5", "-5", "currencySymbol")]
    [InlineData("€ -5", "-5", "currencySymbol")]
    [InlineData("0.100,00-", "-100", "thousandsSeparator decimalComma trailingMinus")]
    [InlineData("12.100,25-", "-12100.25", "thousandsSeparator decimalComma trailingMinus")]
    [InlineData("5.25 - EUR", "-5.25", "currencySymbol trailingMinus")]
    [InlineData("\u2212100.00", "-100", "unicodeMinus")]
    [InlineData("100\u2212", "-100", "trailingMinus unicodeMinus")]
    [InlineData("\u20137", "-7", "unicodeMinus")]
    [InlineData("4.5%", "4.5", "percentSign")]
    [InlineData("-4.5 %", "-4.5", "percentSign")]
    [InlineData("5 eur", "5", "currencySymbol")]
    [InlineData("5,-", "", "")]
    [InlineData("(-5)", "", "")]
    [InlineData("-5-", "", "")]
    [InlineData("((5))", "", "")]
    [InlineData("5%%", "", "")]
    [InlineData("$5 EUR", "", "")]
    [InlineData("(5", "", "")]
    [InlineData("--5", "", "")]
    public void MarksAreRepairedByName(string text, string expected, string rules) =>
        Assert.Equal((expected, rules), Read(text, "{ \"name\": \"v\", \"type\": \"number\" }"));

    [Theory]
    [InlineData("95%", "95")]
    [InlineData("USD 12.50 gross", "12.5")]
    [InlineData(".50 USD", "0.5")]
    [InlineData("Rs.500", "500")]
    [InlineData("EUR -95.5", "-95.5")]
    [InlineData("(1000.50)", "-1000.5")]
    [InlineData("100.00-", "-100")]
    [InlineData("\u2212100.00", "-100")]
    [InlineData("100.00 credit -", "")]
    [InlineData("minus - about 5", "")]
    [InlineData("5k", "")]
    [InlineData("2.5 Mio", "")]
    [InlineData("2.5 million", "")]
    [InlineData("3 kr", "3")]
    [InlineData("3 kg", "3")]
    [InlineData("4 months", "4")]
    public void TextAroundANumberHidesNoSign(string text, string expected) =>
        Assert.Equal(expected, Read(text, "{ \"name\": \"v\", \"type\": \"number\", \"bareNumber\": false }").Clean);

    [Theory]
    [InlineData("1.234 kr", "1234")]
    [InlineData("(1.234)", "-1234")]
    [InlineData("1.234,50-", "-1234.5")]
    [InlineData("0.100,00", "100")]
    [InlineData("0.125", "0.125")]
    public void TheContractsOwnMarkBetweenThousandsIsNoRiddle(string text, string expected) =>
        Assert.Equal(
            expected,
            Read(text, "{ \"name\": \"v\", \"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\" }").Clean);

    [Theory]
    [InlineData("12.000")]
    [InlineData("1.000")]
    public void AWholeNumberWithAPointBeforeThreeDigitsIsAmbiguous(string text)
    {
        var plan = Plan("{ \"name\": \"v\", \"type\": \"integer\" }");
        Assert.Equal(RejectReason.AmbiguousNumber, plan.Read(Encoding.UTF8.GetBytes(text), new CellScratch()).Reason);
    }

    [Theory]
    [InlineData("=\"000123\"", "string", "000123")]
    [InlineData("=\"12.5\"", "number", "12.5")]
    [InlineData("=\"\"", "number", "")]
    [InlineData("=SUM(A1)", "string", "=SUM(A1)")]
    public void ATextForSpreadsheetsIsUnwrapped(string text, string type, string expected) =>
        Assert.Equal(expected, Read(text, $"{{ \"name\": \"v\", \"type\": \"{type}\" }}").Clean);

    [Theory]
    [InlineData("9.91214E+15", false)]
    [InlineData("9,91214E+15", false)]
    [InlineData("1E+20", false)]
    [InlineData("9.91214e+015", false)]
    [InlineData("9912140633506421", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("CAFE+15", true)]
    [InlineData("A1E+15", true)]
    public async Task AnIdThatASpreadsheetHasRoundedIsRejected(string id, bool isTaken)
    {
        var cleaned = await Tests.Extracts.SmallExtract.Clean(
            $"id,name\n{(id.Contains(',', StringComparison.Ordinal) ? $"\"{id}\"" : id)},x\nC2,y\n",
            Tests.Extracts.SmallExtract.With("{ \"name\": \"id\" }, { \"name\": \"name\" }"));

        Assert.Equal(isTaken ? 0 : 1, cleaned.Receipt.Rejected);
        Assert.All(cleaned.Receipt.Rejects, reason => Assert.Equal(RejectReason.SpoiltId, reason.Reason));
    }

    [Fact]
    public async Task LongNumbersAreNoIds()
    {
        var cleaned = await Tests.Extracts.SmallExtract.Clean(
            "id,name\n9912140633506421,x\n9912140633506422,y\n17,z\n",
            Tests.Extracts.SmallExtract.With("{ \"name\": \"id\", \"type\": \"number\" }, { \"name\": \"name\" }"));

        Assert.Equal((1, 2), (cleaned.Receipt.Accepted, cleaned.Receipt.Rejected));
    }

    private static (string Clean, string Rules) Read(string text, string field)
    {
        var scratch = new CellScratch();
        var reading = Plan(field).Read(Encoding.UTF8.GetBytes(text), scratch);
        return reading.IsRight
            ? (Encoding.UTF8.GetString(reading.Canonical), string.Join(' ', Enum.GetValues<RepairRule>()
                .Where(rule => (scratch.Repairs >> (int)rule & 1) != 0)
                .Select(rule => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(rule.ToString()))))
            : ("", "");
    }

    private static ColumnPlan Plan(string field)
    {
        var contract = Tests.Extracts.SmallExtract.With($"{{ \"name\": \"id\" }}, {field}");
        return ColumnPlan.For(contract.Schema.Fields[1], contract);
    }
}
