using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>No sign and no size is lost, and what can be read in two ways is not guessed.</summary>
public sealed class NumberInferenceTests
{
    [Fact]
    public async Task ThousandsAreToldByTheOtherColumns()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            "id,debt,paid", 60, row => row % 3 == 0 ? $",{row},{row}.25" : $",\"{row},001\",\"1,{row:D3}.50\""));

        file.TakesAll(60);
        Assert.Equal(",", file.Field("debt").GroupChar);
        Assert.Equal(
            Enumerable.Range(0, 60).Sum(row => row % 3 == 0 ? row : (row * 1000) + 1), await file.SumAsync("debt"));
        Assert.Contains(file.Notes, note => note.StartsWith("debt has numbers such as", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(",", "\"7,{0:D3}\"")]
    [InlineData(".", "7.{0:D3}")]
    public async Task AMarkBeforeThreeDigitsAloneIsNoGuess(string mark, string value)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            "id,debt", 60, row => $",{string.Format(System.Globalization.CultureInfo.InvariantCulture, value, row)}"));

        file.TakesAll(60);
        Assert.Equal(FieldType.String, file.Field("debt").Type);
        Assert.Contains(file.Notes, note => note.Contains($"7{mark}000, which can be read in two "
            + $"ways", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(",", "\"({0},500.25)\"", -1)]
    [InlineData(",", "\"{0},500.25-\"", -1)]
    [InlineData(";", "{0}.500,25-", -1)]
    [InlineData(";", "\u2212{0}.500,25", -1)]
    [InlineData(",", "\"$({0},500.25)\"", -1)]
    [InlineData(",", "\"${0},500.25\"", 1)]
    [InlineData(";", "{0}\u202F500,25\u00A0€", 1)]
    [InlineData(",", "EUR {0}500.25", 1)]
    public async Task SignsAndCurrenciesAreNumbers(string delimiter, string value, int sign)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            $"id{delimiter}amount", 60,
            row => delimiter + string.Format(System.Globalization.CultureInfo.InvariantCulture, value, row + 1)));

        file.TakesAll(60);
        Assert.Equal(FieldType.Number, file.Field("amount").Type);
        Assert.Equal(sign * Enumerable.Range(1, 60).Sum(row => (row * 1000) + 500.25), await file.SumAsync("amount"));
    }

    [Fact]
    public async Task PercentSignsAreTakenOffAndSaid()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,growth", 10, row => $",{row}.5%"));

        file.TakesAll(10);
        Assert.Equal(50, await file.SumAsync("growth"));
        Assert.Equal(10, file.Receipt.Repairs[RepairRule.PercentSign]);
        Assert.Contains(file.Notes, note => note.Contains("percent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatKeepsAColumnOfNumbersFromBeingOneIsNamed()
    {
        var file = await InferredFile.OfAsync("id,amount\nA,1.5\nB,2.5\nC,0x10\n");

        Assert.Equal(FieldType.String, file.Field("amount").Type);
        Assert.Contains(file.Notes, note => note.Contains("'0x10'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFormulaForTextIsText()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,zip,n", 20, row => $",=\"0{1000 + row}\",{row}"));

        file.TakesAll(20);
        Assert.Equal("01000", (await file.Cleaned!.CleanRowsAsync())[0][1]);
        Assert.Equal(20, file.Receipt.Repairs[RepairRule.SpreadsheetText]);
    }
}
