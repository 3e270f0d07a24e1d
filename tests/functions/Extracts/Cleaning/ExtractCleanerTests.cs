using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Extracts.Cleaning;

public sealed class ExtractCleanerTests
{
    private const string Header = "id,age,charges,active,since,plan\n";

    [Fact]
    public async Task ARightRowIsAcceptedAsItIs()
    {
        var cleaned = await SmallExtract.Clean(Header + "7590-VHVEG,34,29.85,true,2024-02-29,basic\n");

        Assert.Equal(["7590-VHVEG,34,29.85,true,2024-02-29,basic"], cleaned.Rows);
        Assert.Equal(
            (1, 1, 0, 0), (cleaned.Receipt.Read, cleaned.Receipt.Accepted, cleaned.Receipt.Repaired, cleaned.Receipt.Rejected));
        Assert.Equal(ReceiptStatus.Accepted, cleaned.Receipt.Status);
    }

    [Theory]
    [InlineData("=1+2", "\"'=1+2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("'x", "\"''x\"")]
    [InlineData("old", "old")]
    public async Task ARejectedValueIsNoFormulaInASpreadsheet(string value, string cell)
    {
        var cleaned = await SmallExtract.Clean($"{Header}1,{value},,,,\n");

        Assert.Contains($"\r\n1,{cell},,,,,wrongType,age,2,", cleaned.Rejects);
        Assert.EndsWith("\r\n", cleaned.Rejects);
    }

    [Theory]
    [InlineData(" 7590 ,34,29.85,true,2024-02-29,basic", "7590,34,29.85,true,2024-02-29,basic", RepairRule.Trim)]
    [InlineData("1, ,1,true,2024-02-29,basic", "1,,1,true,2024-02-29,basic", RepairRule.BlankIsMissing)]
    [InlineData("1,N/A,1,true,2024-02-29,basic", "1,,1,true,2024-02-29,basic", RepairRule.MissingMarker)]
    [InlineData("1,5,\"1,234.50\",true,2024-02-29,basic", "1,5,1234.5,true,2024-02-29,basic", RepairRule.ThousandsSeparator)]
    [InlineData("1,5,1 234 567,true,2024-02-29,basic", "1,5,1234567,true,2024-02-29,basic", RepairRule.ThousandsSeparator)]
    [InlineData("1,5,\"12,5\",true,2024-02-29,basic", "1,5,12.5,true,2024-02-29,basic", RepairRule.DecimalComma)]
    [InlineData("1,5,€ 12.5,true,2024-02-29,basic", "1,5,12.5,true,2024-02-29,basic", RepairRule.CurrencySymbol)]
    [InlineData("1,5.00,1,true,2024-02-29,basic", "1,5,1,true,2024-02-29,basic", RepairRule.WholeNumber)]
    [InlineData("1,5,1,Ja,2024-02-29,basic", "1,5,1,true,2024-02-29,basic", RepairRule.BooleanSpelling)]
    [InlineData("1,5,1,true,29.02.2024,basic", "1,5,1,true,2024-02-29,basic", RepairRule.DateFormat)]
    [InlineData("1,5,1,true,2024-02-29,gold", "1,5,1,true,2024-02-29,", RepairRule.UnknownCategory)]
    [InlineData("1,5,1,true,2024-02-29,Basic", "1,5,1,true,2024-02-29,basic", RepairRule.EnumSpelling)]
    [InlineData("1,5,1,true,2024-02-29,basic,,", "1,5,1,true,2024-02-29,basic", RepairRule.TrailingDelimiters)]
    public async Task ARepairIsNamedAndCounted(string delivered, string clean, RepairRule rule)
    {
        var cleaned = await SmallExtract.Clean(Header + delivered + "\n");

        Assert.Equal([clean], cleaned.Rows);
        Assert.Equal(1, cleaned.Receipt.Repaired);
        Assert.Equal(new Dictionary<RepairRule, long> { [rule] = 1 }, cleaned.Receipt.Repairs);
    }

    [Theory]
    [InlineData(",5,1,true,2024-02-29,basic", RejectReason.MissingValue, "id")]
    [InlineData("1,old,1,true,2024-02-29,basic", RejectReason.WrongType, "age")]
    [InlineData("1,131,1,true,2024-02-29,basic", RejectReason.AboveMaximum, "age")]
    [InlineData("1,-1,1,true,2024-02-29,basic", RejectReason.BelowMinimum, "age")]
    [InlineData("1,5,\"1,234\",true,2024-02-29,basic", RejectReason.AmbiguousNumber, "charges")]
    [InlineData("1,5,1,maybe,2024-02-29,basic", RejectReason.WrongType, "active")]
    [InlineData("1,5,1,true,2023-02-29,basic", RejectReason.WrongType, "since")]
    [InlineData("1,5,1,true,2024-02-29", RejectReason.TooFewColumns, null)]
    [InlineData("1,5,1,true,2024-02-29,basic,x", RejectReason.TooManyColumns, null)]
    [InlineData("1,5,1,true,2024-02-29,\"basic\"x", RejectReason.MalformedQuote, null)]
    [InlineData("1,5,1,true,2024-02-29,\"basic", RejectReason.UnclosedQuote, null)]
    [InlineData("a\0b,5,1,true,2024-02-29,basic", RejectReason.ControlCharacter, "id")]
    public async Task ARejectCarriesItsReasonAndPlace(string delivered, RejectReason reason, string? column)
    {
        var cleaned = await SmallExtract.Clean(
            Header + "0,5,1,true,2024-02-29,basic\n" + delivered + "\n2,5,1,true,2024-02-29,basic\n");

        Assert.Equal(2, cleaned.Rows.Count());
        var reject = Assert.Single(Assert.Single(cleaned.Receipt.Rejects).Examples);
        Assert.Equal(
            (reason, column, 3, 2, Header.Length + 28), (reject.Reason, reject.Column, reject.Line, reject.Row, reject.Offset));
        Assert.EndsWith(".", reject.Message);
        Assert.Contains(RejectText.Name(reason), cleaned.Rejects);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "labels": ["plan"]""")]
    [InlineData(", \"segment\": \"plan\"")]
    [InlineData(""", "active": { "field": "plan", "is": ["basic"] }""")]
    [InlineData(""", "stops": { "deceased": { "field": "plan", "is": ["plus"] } }""")]
    [InlineData(""", "repairs": ["trim"]""")]
    public async Task AnUnknownCategoryRejectsItsRowWhereTheColumnDecidesOrMustBeThere(string reap)
    {
        var fields = reap.Length > 0
            ? SmallExtract.Fields
            : SmallExtract.Fields.Replace("\"enum\"", "\"required\": true, \"enum\"", StringComparison.Ordinal);

        var cleaned = await SmallExtract.Clean(
            $"{Header}1,5,1,true,2024-02-29,gold\n2,5,1,true,2024-02-29,basic\n", SmallExtract.With(fields, reap));

        Assert.Equal(RejectReason.NotInEnum, Assert.Single(cleaned.Receipt.Rejects).Reason);
    }

    [Theory]
    [InlineData("last", "field", "\"state\"")]
    [InlineData("count", "where", """{ "field": "state", "is": ["late"] }""")]
    public async Task AnUnknownCategoryRejectsARowOfDetailsThatAColumnReads(string kind, string name, string value)
    {
        const string fields = """
            { "name": "id" }, { "name": "on", "type": "date", "constraints": { "required": true } },
            { "name": "state", "constraints": { "enum": ["paid", "late"] } },
            { "name": "office", "constraints": { "enum": ["north", "south"] } }
            """;
        var contract = Contract.Read("invoices.json", $$"""
            {
              "source": "invoices",
              "schema": { "fields": [ {{fields}} ] },
              "reap": {
                "customerId": "id", "maxRejectShare": 0.9,
                "detail": { "date": "on", "columns": { "seen": { "kind": "{{kind}}", "{{name}}": {{value}} } } }
              }
            }
            """);

        var cleaned = await SmallExtract.Clean(
            "id,on,state,office\n1,2026-11-20,lat,north\n2,2026-11-20,late,nort\n", contract);

        Assert.Equal(["2,2026-11-20,late,"], cleaned.Rows);
        Assert.Equal(RejectReason.NotInEnum, Assert.Single(cleaned.Receipt.Rejects).Reason);
    }

    [Fact]
    public async Task CellsOfUnknownCategoriesAreSaidByColumn()
    {
        var cleaned = await SmallExtract.Clean(
            $"{Header}1,5,1,true,2024-02-29,gold\n2,5,1,true,2024-02-29,Gold\n3,old,1,true,2024-02-29,gold\n"
            + "4,5,1,true,2024-02-29,basic\n");

        Assert.Equal(new Dictionary<string, long> { ["plan"] = 2 }, cleaned.Receipt.Unlisted);
        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, cleaned.Receipt.Status);
        Assert.Contains(
            cleaned.Receipt.Warnings,
            warning => warning.StartsWith("2 values of plan are not among those that the contract", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Yes", "true")]
    [InlineData("1", "true")]
    [InlineData("agreed", "true")]
    [InlineData("nein", "false")]
    [InlineData("x", null)]
    [InlineData("on", null)]
    [InlineData("J", null)]
    public async Task AConsentIsOnlyWhatThePlainestYesSays(string text, string? clean)
    {
        const string fields = """
            { "name": "id" }, { "name": "mail", "type": "boolean", "trueValues": ["agreed"] },
            { "name": "flag", "type": "boolean" }
            """;
        const string reap = """, "consents": { "email": { "field": "mail", "is": ["true"] } }""";

        var cleaned = await SmallExtract.Clean($"id,mail,flag\n1,{text},x\n", SmallExtract.With(fields, reap));

        Assert.Equal(clean is null ? [] : [$"1,{clean},true"], cleaned.Rows);
    }

    [Fact]
    public async Task DuplicatesThatDenyAConsentAreCounted()
    {
        const string fields = """{ "name": "id" }, { "name": "mail", "type": "boolean" }""";
        const string reap = """, "consents": { "email": { "field": "mail", "is": ["true"] } }""";

        var cleaned = await SmallExtract.Clean("id,mail\n1,true\n1,false\n2,true\n2,true\n", SmallExtract.With(fields, reap));

        Assert.Equal((1, 1), (cleaned.Receipt.Withdrawn, cleaned.Receipt.WithdrawnByDuplicates));
        Assert.Contains(
            cleaned.Receipt.Warnings,
            warning => warning.StartsWith("Duplicates that are not kept deny", StringComparison.Ordinal));
    }

    [Fact]
    public async Task InvalidUtf8RejectsItsRowOnly()
    {
        byte[] bytes = [
            .. Encoding.UTF8.GetBytes(Header + "1,5,1,true,2024-02-29,basic\nx"), 0xFF,
            .. "y,5,1,true,2024-02-29,basic\nzoë,5,1,true,2024-02-29,plus\n"u8];

        var cleaned = await SmallExtract.Clean(bytes);

        Assert.Equal(2, cleaned.Rows.Count());
        Assert.Equal(RejectReason.InvalidEncoding, Assert.Single(cleaned.Receipt.Rejects).Reason);
    }

    [Theory]
    [InlineData("keepFirst", "a,1|b,2", 1)]
    [InlineData("keepLast", "b,2|a,3", 1)]
    [InlineData("reject", "b,2", 2)]
    [InlineData("allow", "a,1|b,2|a,3", 0)]
    public async Task DuplicatesFollowTheContractsRule(string rule, string rows, int rejected)
    {
        const string fields = """{ "name": "id" }, { "name": "n", "type": "integer" }""";

        var cleaned = await SmallExtract.Clean(
            "id,n\na,1\nb,2\na,3\n", SmallExtract.With(fields, $", \"duplicates\": \"{rule}\""));

        Assert.Equal(rows, string.Join('|', cleaned.Rows));
        Assert.Equal(rejected, cleaned.Receipt.Rejected);
    }

    [Fact]
    public async Task PersonalDataIsDroppedAndMasked()
    {
        const string fields = """{ "name": "id" }, { "name": "email", "format": "email" }, { "name": "n", "type": "integer" }""";
        var contract = SmallExtract.With(fields, """, "personal": ["email"]""");

        var cleaned = await SmallExtract.Clean("id,email,n\n1,ann@example.com,1\n2,bob at home,2\n3,eve@example.com\n", contract);

        Assert.Equal("id,n\n1,1\n", cleaned.Buckets[0]);
        Assert.Equal(2, cleaned.Receipt.Rejected);
        var all = cleaned.Receipt.ToJson() + ReceiptPage.Of(cleaned.Receipt) + cleaned.Buckets[0];
        Assert.DoesNotContain("example.com", all);
        Assert.DoesNotContain("bob", all);
    }

    [Theory]
    [InlineData("1,Smith, Ann,ann@example.com,7,,", RejectReason.WrongType)] // one comma too many, and empty cells at the end
    [InlineData("1,Ann,ann@example.com,7,Smith", RejectReason.TooManyColumns)]
    [InlineData("1,ann@example.com,Smith", RejectReason.TooFewColumns)]
    [InlineData("1,\"Ann\"Smith,ann@example.com,7", RejectReason.MalformedQuote)]
    [InlineData("1,\"Ann,ann@example.com,7", RejectReason.UnclosedQuote)]
    public async Task PersonalDataThatMovedUnderAnotherColumnIsMaskedToo(string row, RejectReason reason)
    {
        const string fields = """
            { "name": "id" }, { "name": "name" }, { "name": "email" }, { "name": "n", "type": "integer" }, { "name": "kind" }, { "name": "note" }
            """;
        var isShort = reason != RejectReason.WrongType;
        var header = isShort ? "id,name,email,n\n" : "id,name,email,n,kind,note\n";
        var contract = SmallExtract.With(fields, """, "personal": ["name", "email"]""");

        var cleaned = await SmallExtract.Clean(
            $"{header}{(isShort ? "0,Bob,bob@example.com,1" : "0,Bob,bob@example.com,1,a,b")}\n{row}\n", contract);

        Assert.Equal(reason, Assert.Single(cleaned.Receipt.Rejects).Reason);
        var all = cleaned.Receipt.ToJson() + ReceiptPage.Of(cleaned.Receipt) + string.Concat(cleaned.Buckets);
        Assert.DoesNotContain("Ann", all);
        Assert.DoesNotContain("Smith", all);
        Assert.DoesNotContain("example.com", all);
    }

    [Fact]
    public async Task UnknownColumnsAreReportedAndDroppedAndColumnsMayComeInAnyOrder()
    {
        var cleaned = await SmallExtract.Clean("plan,shoe,id\nbasic,44,1\n");

        Assert.Equal(["1,,,,,basic"], cleaned.Rows);
        Assert.Equal(["shoe"], cleaned.Receipt.UnknownColumns);
        Assert.Equal(["age", "charges", "active", "since"], cleaned.Receipt.MissingColumns);
        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, cleaned.Receipt.Status);
    }

    [Fact]
    public async Task RowsGoToTheBucketOfTheirCustomer()
    {
        var ids = Enumerable.Range(0, 500).Select(id => $"c/{id} ü").ToList();

        var cleaned = await SmallExtract.Clean("id\n" + string.Join('\n', ids), buckets: 7);

        for (var bucket = 0; bucket < 7; bucket++)
        {
            var found = cleaned.Buckets[bucket].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(row => row.Split(',')[0]);
            Assert.Equal(ids.Where(id => CustomerKey.Bucket(id, 7) == bucket), found);
            Assert.Equal(found.Count(), cleaned.Receipt.RowsByBucket[bucket]);
        }
    }

    [Theory]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("utf-8", "utf-16", true)]
    [InlineData("latin-1", "iso-8859-1", false)]
    public async Task EncodingsAreConverted(string named, string written, bool mark)
    {
        var encoding = Encoding.GetEncoding(written);
        var contract = SmallExtract.With(dialect: $"\"encoding\": \"{named}\"");

        var cleaned = await SmallExtract.Clean(
            [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Header + "Zoë,5,1,true,2024-02-29,plus\n")], contract);

        Assert.Equal(["Zoë,5,1,true,2024-02-29,plus"], cleaned.Rows);
    }

    [Theory]
    [InlineData("utf-8", 1, true)]
    [InlineData("utf-16", 2, true)]
    [InlineData("utf-16", 2, false)]
    [InlineData("windows-1252", 1, false)]
    public async Task OffsetsCountTheFilesOwnBytes(string named, int unit, bool mark)
    {
        var encoding = unit == 2 ? Encoding.Unicode : named == "utf-8" ? Encoding.UTF8 : Encoding.Latin1;
        const string before = Header + "Zoë,5,1,true,2024-02-29,plus\n";
        byte[] preamble = mark ? encoding.GetPreamble() : [];

        var cleaned = await SmallExtract.Clean(
            [.. preamble, .. encoding.GetBytes(before + "é,old,1,true,2024-02-29,plus\n")],
                SmallExtract.With(dialect: $"\"encoding\": \"{named}\""));

        var reject = Assert.Single(Assert.Single(cleaned.Receipt.Rejects).Examples);
        Assert.Equal(preamble.Length + encoding.GetByteCount(before), reject.Offset);
    }

    [Fact]
    public async Task GzipIsRecognisedByItsContent()
    {
        var cleaned = await SmallExtract.Clean(Gzip(Header + "1,5,1,true,2024-02-29,plus\n"));

        Assert.Single(cleaned.Rows);
        Assert.Equal(ReceiptStatus.Accepted, cleaned.Receipt.Status);
    }

    [Fact]
    public async Task TheSameInputGivesTheSameBytesWhateverTheBlocks()
    {
        var text = new StringBuilder(Header);
        for (var row = 0; row < 500; row++)
            text.Append($"c{row % 450},{row % 140},\"{row}.50\",{(row % 3 == 0 ? "Yes" : "false")},2024-01-01,\"plus\"\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var whole = await SmallExtract.Clean(bytes, buckets: 4);
        var pieces = await SmallExtract.Clean(bytes, buckets: 4, blockSize: 100);

        Assert.Equal(whole.Buckets, pieces.Buckets);
        Assert.Equal(whole.Rejects, pieces.Rejects);
        Assert.Equal(
            (whole.Receipt with { CleanedAt = default, Seconds = 0 })
            .ToJson(), (pieces.Receipt with { CleanedAt = default, Seconds = 0 }).ToJson());
        Assert.Equal(500, whole.Receipt.Read);
        Assert.Equal(50 + 27, whole.Receipt.Rejected);
    }

    [SharedDataFact]
    public async Task TheTelcoFileIsCleanButForElevenBlankCharges()
    {
        const string json = """
            { "source": "telco",
              "schema": { "fields": [ { "name": "customerID", "constraints": { "required": true } }, { "name": "tenure", "type": "integer" },
                { "name": "MonthlyCharges", "type": "number" }, { "name": "TotalCharges", "type": "number" },
                { "name": "Churn", "type": "boolean", "trueValues": ["Yes"], "falseValues": ["No"] } ], "primaryKey": "customerID" },
              "reap": { "customerId": "customerID", "tenureMonths": "tenure" } }
            """;
        var contract = Contract.Read("telco.json", json);

        var cleaned = await SmallExtract.Clean(
            await File.ReadAllBytesAsync(SharedData.File("telco_ibm", "Telco-Customer-Churn.csv")), contract);

        var receipt = cleaned.Receipt;
        Assert.Equal((7043, 7032, 11, 0), (receipt.Read, receipt.Accepted, receipt.Repaired, receipt.Rejected));
        Assert.Equal(new Dictionary<RepairRule, long> { [RepairRule.BlankIsMissing] = 11 }, receipt.Repairs);
        Assert.Equal(1869.0 / 7043, receipt.Columns[4].Mean!.Value, 12);

        using var clean = new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Buckets[0]));
        var snapshot = await SnapshotReader.ReadAsync(clean, contract, default);
        Assert.Equal(7043, snapshot.Rows);
        Assert.Equal("7590-VHVEG", snapshot["customerID"].Text(0));
        Assert.Equal(29.85, snapshot["MonthlyCharges"].Number(0));
        Assert.Equal(11, Enumerable.Range(0, 7043).Count(snapshot["TotalCharges"].IsMissing));
        Assert.Equal(ColumnKind.Flag, snapshot["Churn"].Kind);
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
