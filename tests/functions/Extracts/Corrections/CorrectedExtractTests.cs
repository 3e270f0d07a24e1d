using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Corrections;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Corrections;

public class CorrectedExtractTests
{
    private const string Header = "id,age,charges,active,since,plan\n";

    [Fact]
    public async Task ACorrectedRowStandsWhereItWasRejectedAndAllOthersStayByteForByte()
    {
        var text = $"{Header}a,1,,,,\nb,old,,,,\n c ,3,\"1,5\",,,\n";
        var rejects = (await SmallExtract.Clean(text)).Rejects;

        Assert.Equal(
            $"\uFEFF{Header}a,1,,,,\nb,2,,,,\n c ,3,\"1,5\",,,\n", await CorrectAsync(text, rejects.Replace("b,old", "b,2")));
    }

    [Theory]
    [InlineData(";", false)]
    [InlineData("\t", false)]
    [InlineData(",", true)]
    public async Task ASpreadsheetMaySaveItItsOwnWay(string delimiter, bool isWindows1252)
    {
        var text = $"{Header}Zoë,old,,,,\n";
        var saved = (await SmallExtract.Clean(text)).Rejects.Replace("\"", "").Replace("old", "2").Replace(",", delimiter);
        var bytes = isWindows1252
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(saved)
            : Encoding.UTF8.GetBytes(saved);

        Assert.Equal($"\uFEFF{Header}Zoë,2,,,,\n", await CorrectAsync(Encoding.UTF8.GetBytes(text), bytes));
    }

    [Fact]
    public async Task RowsWithoutTheirMarkGoByTheirKeyAndNewKeysAreAdded() =>
        Assert.Equal(
            $"\uFEFF{Header}a,1,,,,\nb,7,,,,\nd,4,,,,\n",
            await CorrectAsync($"{Header}a,1,,,,\nb,old,,,,\nb,2,,,,\n", "age,id,plan,charges,active,since\n7,b,,,,\n4,d,,,,\n"));

    [Fact]
    public async Task ATextThatWasGuardedComesBackWithoutItsApostrophe()
    {
        var text = $"{Header}=1+1,old,,,,\n'b,old,,,,\n";
        var rejects = (await SmallExtract.Clean(text)).Rejects;

        Assert.Equal($"\uFEFF{Header}=1+1,2,,,,\n'b,2,,,,\n", await CorrectAsync(text, rejects.Replace("old", "2")));
    }

    [Fact]
    public async Task ARowThatStandsNoLongerInTheExtractIsRefusedAndNotGuessed()
    {
        var rejects = (await SmallExtract.Clean($"{Header}a,old,,,,\n")).Rejects;
        var fault = await Assert.ThrowsAsync<CorrectionException>(
            () => CorrectAsync($"{Header}a,1,,,,\n", rejects.Replace("old", "2")));
        Assert.StartsWith("Line 2 of the file of corrections is for row 1, which does not stand in the extract", fault.Message);
    }

    [Theory]
    [InlineData("", "none of the extract's column names")]
    [InlineData("id,age\na,1\n", "lacks the column 'charges'")]
    [InlineData(Header, "has no rows")]
    [InlineData(Header + "a,1,,,,,,x\n", "Line 2 of the file of corrections has 8 columns")]
    public async Task WhatCannotBeReadIsSaid(string correction, string sentence) =>
        Assert.Contains(
            sentence,
            (await Assert.ThrowsAsync<CorrectionException>(() => CorrectAsync($"{Header}a,old,,,,\n", correction))).Message);

    [Fact]
    public async Task OfRowsThatAreAlikeTheRejectedOneIsReplaced()
    {
        var text = $"{Header}a,1,,,,\na,2,,,,\na,1,,,,\n";
        var lines = (await SmallExtract.Clean(text)).Rejects.Split("\r\n");

        Assert.Equal(
            $"\uFEFF{Header}a,1,,,,\na,2,,,,\nc,1,,,,\n",
            await CorrectAsync(text, $"{lines[0]}\r\n{lines[2].Replace("a,1,", "c,1,")}\r\n"));
    }

    [Fact]
    public async Task ColumnsThatDifferOnlyInCaseAreToldApart()
    {
        var text = "id,age,charges,active,since,plan,Note,note\na,old,,,,,ONE,two\n";
        var rejects = (await SmallExtract.Clean(text)).Rejects;

        Assert.Equal(
            "\uFEFFid,age,charges,active,since,plan,Note,note\na,2,,,,,ONE,two\n",
            await CorrectAsync(text, rejects.Replace("old", "2")));
    }

    [Fact]
    public async Task AColumnCalledAsOursIsTheExtractsOwn()
    {
        var text = "id,age,charges,active,since,plan,rejectRow\na,old,,,,,mine\n";
        var rejects = (await SmallExtract.Clean(text)).Rejects;

        Assert.Equal(
            "\uFEFFid,age,charges,active,since,plan,rejectRow\na,2,,,,,mine\n",
            await CorrectAsync(text, rejects.Replace("old", "2")));
    }

    [Theory]
    [InlineData("", 1252)]
    [InlineData("sep=;\n", 65001)]
    public async Task APackedFileIsReadInItsOwnEncoding(string before, int codePage)
    {
        var text = $"{Header}Zoë,old,,,,\n";
        var saved = (await SmallExtract.Clean(text)).Rejects.Replace("\"", "").Replace("old", "2").Replace(",", ";");
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.UTF8;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(encoding.GetBytes(before + saved));

        Assert.Equal($"\uFEFF{Header}Zoë,2,,,,\n", await CorrectAsync(Encoding.UTF8.GetBytes(text), packed.ToArray()));
    }

    [Fact]
    public async Task WhatThePackedFileCannotBeIsSaidAndNothingIsLost()
    {
        var text = Encoding.UTF8.GetBytes($"{Header}a,old,,,,\n");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header));
            for (var row = 0; row < 250_000; row++)
                gzip.Write("k,1,,,,\n"u8);
        }
        Task Correct(byte[] correction) => CorrectAsync(text, correction);

        Assert.Contains(
            "gzip file is damaged",
            (await Assert.ThrowsAsync<CorrectionException>(() => Correct(packed.ToArray()[..900]))).Message);
        Assert.Contains(
            "more than 200000 rows", (await Assert.ThrowsAsync<CorrectionException>(() => Correct(packed.ToArray()))).Message);
    }

    [Fact]
    public async Task AValueThatWasCutShortIsNotTakenForTheWhole()
    {
        var text = $"id,age,charges,active,since,plan,note\na,old,,,,,{new string('z', 40_000)}\n";
        var rejects = (await SmallExtract.Clean(text)).Rejects;

        var fault = await Assert.ThrowsAsync<CorrectionException>(() => CorrectAsync(text, rejects.Replace("old", "2")));
        Assert.Contains("has in note what is not as the extract has it", fault.Message);
    }

    [Fact]
    public async Task MendedRejectsMakeTheExtractWhatItShouldHaveBeen()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (contract, right, damaged) = Files(new Random(seed));
            var first = await SmallExtract.Clean(damaged, contract);
            Assert.True(first.Receipt.Rejected > 0, $"seed {seed}");
            // The id says what the row should be.
            var rows = await first.RejectedRowsAsync();
            var mended = new StringBuilder(first.Rejects[..(first.Rejects.IndexOf('\n') + 1)]);
            foreach (var row in rows)
            {
                var number = (int)RejectedRow.TryParse(row[^1])!.Value.Number;
                mended.Append($"{string.Join(',', right[number - 1].Select(Quoted))},,,,,{row[^1]}\r\n");
            }

            var corrected = await CorrectAsync(
                Encoding.UTF8.GetBytes(damaged), Encoding.UTF8.GetBytes(mended.ToString()), contract);
            var second = await SmallExtract.Clean(corrected, contract);

            Assert.True(second.Receipt.Rejected == 0, $"seed {seed}: {second.Receipt.Sentence}");
            Assert.Equal(
                right.Select(row => (string[])[row[0], row[1], row[2].Trim()]), await second.CleanRowsAsync());
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>Rows as they should be, and a file in some dialect in which every third is damaged.</summary>
    private static (Contract Contract, string[][] Right, string Damaged) Files(Random random)
    {
        var delimiter = ",;|"[random.Next(3)];
        var escapes = random.Next(2) == 0;
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "n", "type": "integer" }, { "name": "note" }""",
            dialect: $"\"delimiter\": \"{delimiter}\"" + (escapes ? ", \"escapeChar\": \"\\\\\", \"doubleQuote\": false" : ""));
        var writer = new DialectWriter(contract.Dialect);
        string[] notes = ["", "plain", "a,b;c|d", "say \"hi\"", "two\nlines", "it's", " spaced "];
        var right = Enumerable.Range(0, 5 + random.Next(20))
            .Select(row => new[] { $"c{row}", $"{random.Next(100)}", notes[random.Next(notes.Length)] }).ToArray();
        var text = new StringBuilder(Encoding.UTF8.GetString(writer.Row(["id", "n", "note"])));
        for (var row = 0; row < right.Length; row++)
        {
            string[] damaged = [right[row][0], $"x{row}", right[row][2]];
            text.Append(Encoding.UTF8.GetString(writer.Row(
                row % 3 != 0 ? right[row] : random.Next(3) == 0 ? damaged[..2] : damaged)));
        }
        return (contract, right, text.ToString());
    }

    private static Task<string> CorrectAsync(string extract, string correction) =>
        CorrectAsync(Encoding.UTF8.GetBytes(extract), Encoding.UTF8.GetBytes(correction));

    private static async Task<string> CorrectAsync(byte[] extract, byte[] correction, Contract? contract = null)
    {
        contract ??= SmallExtract.Contract;
        var rows = await Correction.ReadAsync(new MemoryStream(correction), contract, default);
        await using var content = new CorrectedContent(new MemoryStream(extract), contract, rows, default);
        using var corrected = new MemoryStream();
        await content.Stream.CopyToAsync(corrected);
        return Encoding.UTF8.GetString(corrected.ToArray());
    }
}
