using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>Values that are read and mean another thing than they say, or nothing.</summary>
public sealed class StandInInferenceTests
{
    private const int Rows = 300;

    private static Task<InferredFile> OfAsync(string name, Func<int, string> value) =>
        InferredFile.OfAsync(InferredFile.Rows($"id;{name};x", Rows, row => $";{value(row)};a{row}"));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    [Theory]
    // By how often it stands there, and by the largest of the others.
    [InlineData("999", 270, 27, true)]
    [InlineData("999", 6, 27, true)]
    [InlineData("999.0", 6, 27, true)]
    [InlineData("-999", 60, 850, true)]
    [InlineData("-1", 60, 850, true)]
    [InlineData("99", 60, 12, true)]
    [InlineData("999", 2, 27, false)]
    [InlineData("999", 60, 850, false)]
    [InlineData("998", 60, 27, false)]
    [InlineData("99", 60, 97, false)]
    public async Task ANumberThatMayMeanMissingIsSaidAndStaysANumber(string text, int times, int most, bool isSaid)
    {
        var file = await OfAsync("pdays", row => row < times ? text : Text(row * 37 % (most + 1)));

        Assert.Equal(isSaid, file.Notes.Any(note => note.StartsWith(
            $"'{text}' stands in {times} of the {Rows} cells of pdays, far from all others, and is taken for a number.",
            StringComparison.Ordinal)));
        Assert.DoesNotContain(text, file.Field("pdays").MissingValues ?? []);
        file.TakesAll(Rows);
    }

    [Fact]
    public async Task WhereOthersAreNegativeMinusOneIsOne() =>
        Assert.DoesNotContain(
            (await OfAsync("change", row => Text(row % 2 == 0 ? -1 : (row % 20) - 10))).Notes,
            note => note.Contains("'-1'", StringComparison.Ordinal));

    [Theory]
    [InlineData("9999-12-31", "2024-05-1")]
    [InlineData("31.12.9999", "1.05.202")]
    [InlineData("1900-01-01", "2024-05-1")]
    [InlineData("9999-12-31 00:00:00", "2024-05-17 00:00:0")]
    public async Task ADateThatMayMeanNeverIsSaid(string never, string other)
    {
        var file = await OfAsync("until", row => row % 3 == 0 ? never : $"{other}{row % 10}");

        Assert.Contains(file.Notes, note => note.StartsWith(
            $"'{never}' stands in 100 of the {Rows} cells of until and is taken for a day.", StringComparison.Ordinal));
        file.TakesAll(Rows);
    }

    [Theory]
    [InlineData("joined_date", 40_000, "days as a spreadsheet counts them")]
    [InlineData("last_login_date", 45_000.25, "days as a spreadsheet counts them")]
    [InlineData("createdAt", 1_600_000_000, "seconds since 1970")]
    [InlineData("updated_on", 1_600_000_000_000, "milliseconds since 1970")]
    [InlineData("kWh", 202_401, "months")]
    [InlineData("amount", 40_000, null)]
    [InlineData("joined_date", 80_000, null)]
    [InlineData("usage", 1_600_000_000, null)]
    public async Task DatesThatAProgramHasMadeNumbersOfAreSaid(string name, double first, string? like)
    {
        var file = await OfAsync(name, row => Text(first + (row % 12)));

        Assert.Equal(like is not null, file.Notes.Any(note => note.StartsWith(
            $"The numbers of {name} look like {like}", StringComparison.Ordinal)));
        file.TakesAll(Rows);
    }

    [Theory]
    [InlineData("unknown", 7)]
    [InlineData("refused", 15)]
    public async Task TheOneTextAmongFlagsIsTakenForMissing(string word, int times)
    {
        var file = await OfAsync("loan", row => row < times ? word : row % 2 == 0 ? "yes" : "no");

        Assert.Equal(FieldType.Boolean, file.Field("loan").Type);
        Assert.Equal(["", word], file.Field("loan").MissingValues!);
        Assert.Contains(file.Notes, note => note.StartsWith(
            $"'{word}' is the one text that repeats among the values of loan, {times} times", StringComparison.Ordinal));
        file.TakesAll(Rows);
    }

    [Theory]
    [InlineData(" \n \n")]
    [InlineData(",,\n,,\n , ,\n")]
    public async Task AFileOfBlanksIsEmpty(string text) =>
        Assert.Contains("empty", (await InferredFile.OfAsync(text)).Refusal!.ToString());

    [Fact]
    public async Task OfManyFlagsAThirdTextIsAValue() =>
        Assert.Equal(
            FieldType.String,
            (await OfAsync("loan", row => row < 16 ? "no service" : row % 2 == 0 ? "yes" : "no")).Field("loan").Type);

    [Theory]
    [InlineData("contact", 2, false)]
    [InlineData("Mobile", 4, false)]
    [InlineData("contact", 5, true)]
    [InlineData("first_name", 2, true)]
    [InlineData("contact_name", 2, true)]
    public async Task AHandfulOfTextsAreWaysToReachPeopleAndNobodysOwn(string name, int texts, bool isPersonal) =>
        Assert.Equal(
            isPersonal,
            (await OfAsync(name, row => $"way {(char)('a' + (row % texts))}")).Contract.Roles.Personal.Contains(name));
}
