using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>Dates, flags, markers, ids and personal data as people write them.</summary>
public sealed class ValueInferenceTests
{
    [Theory]
    [InlineData("%d-%m-%Y", "31-12-2024,01-02-2024")]
    [InlineData("%Y%m%d", "20241231,20240201")]
    [InlineData("%d-%b-%Y", "31-Dec-2024,01-Feb-2024")]
    [InlineData("%b %d, %Y", "\"Dec 31, 2024\",\"Feb 1, 2024\"")]
    [InlineData("%d.%m.%y", "31.12.24,01.02.24")]
    [InlineData("%m/%d/%Y", "12/31/2024,2/1/2024")]
    [InlineData("%m/%d/%Y %H:%M", "12/31/2024 8:26,2/1/2024 18:05")]
    [InlineData("%d.%m.%Y %H:%M", "31.12.2024 08:15,01.02.2024 23:59")]
    [InlineData("%d/%m/%Y %I:%M %p", "31/12/2024 08:15 AM,01/02/2024 11:59 PM")]
    [InlineData("any", "2024-12-31 08:15:00.250,2024-02-01 23:59:59.000")]
    public async Task DatesAndTimesAreReadInTheUsualWays(string format, string values)
    {
        var all = values.StartsWith('"')
            ? [.. values.Split("\",\"").Select(value => $"\"{value.Trim('"')}\"")]
            : values.Split(',');

        var file = await InferredFile.OfAsync(InferredFile.Rows("id,at", 20, row => $",{all[row % 2]}"));

        file.TakesAll(20);
        Assert.Equal(format, file.Field("at").Format);
        Assert.Equal(
            [new DateOnly(2024, 12, 31), new DateOnly(2024, 2, 1)],
            (await file.Cleaned!.CleanRowsAsync()).Take(2).Select(row => DateOnly.ParseExact(
                row[1][..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("03/04/2024")]
    [InlineData("3-4-2024")]
    [InlineData("03/04/24 10:00")]
    public async Task ADateOfTwoReadingsIsNoGuess(string value)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,at", 20, _ => $",{value}"));

        Assert.Equal(FieldType.String, file.Field("at").Type);
        Assert.Contains(file.Notes, note => note.Contains("which are different days", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ja", "Nein")]
    [InlineData("WAHR", "FALSCH")]
    [InlineData("J", "N")]
    [InlineData("oui", "non")]
    [InlineData("Tak", "Nie")]
    [InlineData("Evet", "Hayır")]
    [InlineData("да", "нет")]
    [InlineData("T", "F")]
    public async Task YesAndNoAreKnownInTheLanguagesOfEurope(string yes, string no)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,flag,n", 20, row => $",{(row % 3 == 0 ? yes : no)},{row}"));

        file.TakesAll(20);
        Assert.Equal(FieldType.Boolean, file.Field("flag").Type);
        Assert.Equal(["true", "false", "false"], (await file.Cleaned!.CleanRowsAsync()).Take(3).Select(row => row[1]));
    }

    [Fact]
    public async Task OneLetterAloneIsNoFlag()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,sex", 20, _ => ",F"));

        Assert.Equal(FieldType.String, file.Field("sex").Type);
    }

    [Fact]
    public async Task WhatMeansMissingIsSaidByColumn()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            "id,country,score,on,plan", 30, row => row % 3 == 0 ? ",NA,NA,\\N,NULL" : $",DE,{row},2026-01-05,basic"));

        file.TakesAll(30);
        Assert.Null(file.Field("country").MissingValues);
        Assert.Equal(["", "NA"], file.Field("score").MissingValues);
        Assert.Equal(["", "\\N"], file.Field("on").MissingValues);
        Assert.Equal(["", "NULL"], file.Field("plan").MissingValues);
        Assert.Equal("NA", (await file.Cleaned!.CleanRowsAsync())[0][1]);
        Assert.Contains(file.Notes, note => note.StartsWith("'NA' stands in 10 cells of country", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheOneTextThatRepeatsAmongNumbersIsNamed()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows("id,n", 50, row => row % 5 == 0 ? ",pending" : $",{row}.5"));

        file.TakesAll(50);
        Assert.Equal(["", "pending"], file.Field("n").MissingValues);
        Assert.Contains(file.Notes, note => note.StartsWith("'pending' is the one text that repeats", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    public async Task LongIdsAreTextAndStayApart(int digits)
    {
        var file = await InferredFile.OfAsync($"customer_id,n\n{string.Concat(
            Enumerable.Range(10, 40).Select(row => $"{new string('9', digits - 2)}{row},{row}\n"))}");

        file.TakesAll(40);
        Assert.Equal(FieldType.String, file.Field("customer_id").Type);
        Assert.Equal(40, (await file.Cleaned!.CleanRowsAsync()).Select(row => row[0]).Distinct().Count());
        Assert.Contains(file.Notes, note => note.Contains("a spreadsheet would round them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IdsThatASpreadsheetHasRoundedAreNamedAndRejected()
    {
        var file = await InferredFile.OfAsync($"customer_id,n\n{string.Concat(
            Enumerable.Range(10, 40).Select(row => row % 2 == 0 ? $"9.91214E+15,{row}\n" : $"99121406335064{row},{row}\n"))}");

        Assert.Equal(20, file.Receipt.Rejected);
        Assert.Equal(RejectReason.SpoiltId, file.Receipt.Rejects.Single().Reason);
        Assert.Contains("in customer_id", file.Receipt.Sentence, StringComparison.Ordinal);
        Assert.Contains(file.Notes, note => note.StartsWith("20 ids of customer_id are rounded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnIdThatIdentifiesNobodyIsRefused()
    {
        var file = await InferredFile.OfAsync($"origin,n,m\n{string.Concat(
            Enumerable.Range(0, 60).Select(row => $"{row % 2},{row % 7},{row % 5}\n"))}");

        Assert.Equal(RefusalReason.IdIdentifiesNobody, file.Receipt.Refusal);
        Assert.Contains("'origin' has 2 different values in 60 rows", file.Receipt.Sentence, StringComparison.Ordinal);
        Assert.Contains(file.Notes, note => note.Contains("identifies no row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFewCustomersWithSeveralRowsAreAWarning()
    {
        var contract = SmallExtract.With("""{ "name": "id" }, { "name": "customer" }""");
        contract = contract with { Roles = new Roles { CustomerId = "customer" } };
        var rows = Enumerable.Range(0, 60).Select(row => $"{row},K{Math.Max(3, row)}\n");

        var receipt = (await SmallExtract.Clean($"id,customer\n{string.Concat(rows)}", contract)).Receipt;

        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, receipt.Status);
        Assert.Contains("'customer' has 57 different values in 60 rows", receipt.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nachname", "Muster")]
    [InlineData("Straße", "Weg")]
    [InlineData("Nom de famille", "Dupont")]
    [InlineData("apellido1 apellido", "Lopez")]
    [InlineData("Imię i nazwisko", "Jan")]
    [InlineData("příjmení", "Novak")]
    [InlineData("e_mail", "none")]
    [InlineData("CONTACT_NAME", "Ann")]
    [InlineData("dateOfBirth", "unknown")]
    [InlineData("x", "a{0}@example.org")]
    [InlineData("x", "+49 30 12345{0:D2}")]
    [InlineData("x", "10.1.2.{0}")]
    [InlineData("x", "2001:db8:0:0:0:0:0:{0}")]
    [InlineData("x", "4111111111111111")]
    [InlineData("x", "DE89370400440532013000")]
    public async Task PersonalDataIsSuspectedByNameAndByValue(string name, string value)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            $"id,{name},n", 30, row => $",{string.Format(System.Globalization.CultureInfo.InvariantCulture, value, row)},{row}"));

        Assert.Equal([name], file.Proposal!.PersonalSuspects);
        file.TakesAll(30);
    }

    [Theory]
    [InlineData("NumberOfAddress", "3")]
    [InlineData("Year_Birth", "19{0:D2}")]
    [InlineData("consentEmail", "yes")]
    [InlineData("PhoneService", "no")]
    [InlineData("product name", "Basic {0}")]
    [InlineData("mobile", "{0}")]
    [InlineData("amount", "1234567890123{0:D2}")]
    public async Task CountsYearsAndFlagsAreNotPersonal(string name, string value)
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            $"id,{name},n", 30, row => $",{string.Format(System.Globalization.CultureInfo.InvariantCulture, value, row)},{row}"));

        Assert.Empty(file.Proposal!.PersonalSuspects);
    }

    [Fact]
    public async Task DatesOfBirthAreKnownByTheirYears()
    {
        var file = await InferredFile.OfAsync(InferredFile.Rows(
            "id,d,since", 50, row => $",{1945 + row}-02-03,20{row % 25:D2}-05-06"));

        Assert.Equal(["d"], file.Proposal!.PersonalSuspects);
    }

    [Theory]
    [InlineData("Kundennummer")]
    [InlineData("id_client")]
    [InlineData("CM: Customer No")]
    [InlineData("Müşteri No")]
    [InlineData("custNo")]
    public async Task TheCustomerIsFoundInSeveralLanguages(string name)
    {
        var file = await InferredFile.OfAsync($"n,{name},amount\n{string.Concat(
            Enumerable.Range(0, 30).Select(row => $"{row % 4},{1000 + row},{row}.5\n"))}");

        Assert.Equal(name, file.Contract.Roles.CustomerId);
        Assert.Equal(FieldType.String, file.Field(name).Type);
    }
}
