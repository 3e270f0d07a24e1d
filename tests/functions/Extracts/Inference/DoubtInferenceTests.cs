using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>What is read, and what is not, is said where a person would look twice.</summary>
public sealed class DoubtInferenceTests
{
    private static async Task<InferredFile> OfAsync(Func<int, string> value, string name = "amount") =>
        await InferredFile.OfAsync(InferredFile.Rows($"id;{name};x", 60, row => $";{value(row)};a"));

    private static void Says(InferredFile file, string text) =>
        Assert.Contains(file.Notes, note => note.Contains(text, StringComparison.Ordinal));

    [Fact]
    public async Task SeveralCurrenciesInOneColumnAreSaid()
    {
        var mixed = await OfAsync(row => $"{"$€£"[row % 3]}{row}.50");
        var single = await OfAsync(row => $"{row}.50 EUR");

        Says(mixed, "amount has amounts in several currencies ($, £, €)");
        Assert.DoesNotContain(single.Notes, note => note.Contains("currencies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PercentSignsOnSomeOfTheNumbersAreSaid()
    {
        var mixed = await OfAsync(row => row % 2 == 0 ? $"{row}.5%" : $"0.{row + 10}");
        var all = await OfAsync(row => $"{row}.5%");

        Says(mixed, "30 of its numbers have none and stay as they are");
        Assert.DoesNotContain(all.Notes, note => note.Contains("have none", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("numbers", "{0},12,345.50")]
    [InlineData("numbers", "{0}.5 GB")]
    [InlineData("dates", "{0} mars 2024")]
    [InlineData("dates", "2024/{0}-07")]
    public async Task NumbersAndDatesThatNothingReadsAreSaid(string like, string form)
    {
        var file = await OfAsync(row => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, form, row % 28 + 1));

        Assert.Equal(FieldType.String, file.Field("amount").Type);
        Says(file, $"amount looks like {like} such as '");
    }

    [Theory]
    [InlineData("A{0}-7")]
    [InlineData("{0}-{0}")]
    [InlineData("Road {0}")]
    [InlineData("=\"00{0}\"")]
    public async Task CodesAndTextsAreNoNumbers(string form)
    {
        var file = await OfAsync(row => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, row));

        Assert.DoesNotContain(file.Notes, note => note.Contains("looks like", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TypographicApostrophesSeparateThousands()
    {
        var file = await OfAsync(row => $"{row + 1}\u2019250.50");

        Assert.Equal(FieldType.Number, file.Field("amount").Type);
        file.TakesAll(60);
        Assert.Equal(60 * 250.5 + 1000 * 61 * 30, await file.SumAsync("amount"));
        Assert.Equal(60, file.Receipt.Repairs[RepairRule.ThousandsSeparator]);
    }

    [Fact]
    public async Task ADateOfZerosIsNone()
    {
        var file = await OfAsync(row => row % 5 == 0 ? "0000-00-00" : $"2024-01-{row % 28 + 1:D2}");

        Assert.Equal(FieldType.Date, file.Field("amount").Type);
        file.TakesAll(60);
        Assert.Equal(12, file.Receipt.Columns.Single(column => column.Name == "amount").Missing);
    }

    [Fact]
    public async Task YearsOfTwoDigitsAreSaid() =>
        Says(await OfAsync(row => $"{row % 28 + 1:D2}.12.{row + 30}"), "years of two digits");

    [Theory]
    [InlineData("c{0}@example.org", "are e-mail addresses: personal data")]
    [InlineData("{0}.0", "end in .0, as where a program has made numbers of them")]
    public async Task IdsThatAreNoneOfTheirOwnAreSaid(string form, string note)
    {
        var rows = Enumerable.Range(100, 60).Select(row =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, form, row) + ";7\n");

        Says(await InferredFile.OfAsync($"customer_id;n\n{string.Concat(rows)}"), note);
    }

    [Fact]
    public async Task MarkersAmongIdsAreCounted()
    {
        var rows = Enumerable.Range(0, 400).Select(row => $"{(row % 200 == 0 ? "NULL" : $"C{row}")};7\n");
        var file = await InferredFile.OfAsync($"customer_id;n\n{string.Concat(rows)}");

        Says(file, "in 0 rows it repeats another's and in 2 it is missing");
    }
}
