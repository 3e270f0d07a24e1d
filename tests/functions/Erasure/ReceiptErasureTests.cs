using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Tests.Extracts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Erasure;

public class ReceiptErasureTests
{
    private const string Header = "id,age,charges,active,since,plan";

    private static async Task<(string Kept, int Erased)> EraseAsync(string rejects, string id, params long[] rows)
    {
        var output = new MemoryStream();
        var erased = await new ReceiptErasure(id, ["id"], rows.ToHashSet())
            .CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(rejects)), output, default);
        return (Encoding.UTF8.GetString(output.ToArray()), erased);
    }

    [Fact]
    public async Task RejectsAndExamplesOfTheCustomerGoAndCountsStay()
    {
        var cleaned = await SmallExtract.Clean($"{Header}\na,999,,,,\nb,999,,,,\nb,1,,,,\na,1,,,,\na,2,,,,\n");
        var (kept, erased) = await EraseAsync(cleaned.Rejects, "a", 1, 4, 5);
        var erasure = new ReceiptErasure("a", ["id"], new HashSet<long> { 1, 4, 5 });
        var receipt = erasure.Without(cleaned.Receipt);

        // Row 1 for its age, row 5 for its key.
        Assert.Equal(2, erased);
        Assert.Equal(2, kept.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(cleaned.Receipt.Rejected, receipt.Rejects.Sum(count => count.Count));
        Assert.Equal([2L], receipt.Rejects.SelectMany(count => count.Examples).Select(example => example.Row));
        Assert.Same(receipt, new ReceiptErasure("a", ["id"], new HashSet<long>()).Without(receipt));
    }

    [Fact]
    public async Task WithoutTheExtractTheIdIsFoundInItsOwnColumnAlone()
    {
        var cleaned = await SmallExtract.Clean($"{Header}\n43,1,,,,\n43,2,,,,\na,430,43,,,\nb,x43,43,,,43\nc,1,,,,43 43\n");

        var (kept, erased) = await EraseAsync(cleaned.Rejects, "43");

        Assert.Equal(1, erased);
        Assert.Equal(
            cleaned.Rejects.Split("\r\n").Where(line => !line.StartsWith("43,2,", StringComparison.Ordinal)),
            kept.Split("\r\n"));
    }

    [Theory]
    [InlineData("row")]
    [InlineData("true")]
    [InlineData("Every")]
    [InlineData("130")]
    public async Task AnIdThatIsAWordOfTheMessagesCostsNobodyElseTheirRejects(string id)
    {
        var cleaned = await SmallExtract.Clean($"{Header}\na,999,,,,\n,1,,,,\nb,1,,maybe,,\nc,1\nd,1,,,,\nd,2,,,,\n");

        var (kept, erased) = await EraseAsync(cleaned.Rejects, id);

        Assert.Equal((cleaned.Rejects, 0), (kept, erased));
        Assert.Same(cleaned.Receipt, new ReceiptErasure(id, ["id"], new HashSet<long>()).Without(cleaned.Receipt));
    }

    [Fact]
    public async Task AnIdThatIsACountedValueOfAnotherColumnLeavesItsCount()
    {
        var receipt = (await SmallExtract.Clean($"{Header}\na,1,,,,plus\nplus,2,,,,basic\n")).Receipt;
        Assert.Contains(receipt.Columns, column => column.Values?.ContainsKey("plus") == true);

        Assert.Same(receipt, new ReceiptErasure("plus", ["id"], new HashSet<long> { 2 }).Without(receipt));
    }

    [Fact]
    public async Task AReceiptShowsNoIdOfACustomer()
    {
        var enquiries = TestBucket.Portfolio("").Sources.Enquiries!;
        var receipt = (await SmallExtract.Clean("enquiryId,askedOn,becameCustomer\nE1,2026-11-20,Zunk\n", enquiries)).Receipt;
        Assert.Equal((1, 1), (receipt.Accepted, receipt.Columns.Single(column => column.Name == "becameCustomer").Distinct));
        Assert.DoesNotContain("Zunk", receipt.ToJson() + ReceiptPage.Of(receipt), StringComparison.Ordinal);

        var numbers = SmallExtract.With("""{ "name": "id", "type": "integer" }, { "name": "age", "type": "integer" }""");
        receipt = (await SmallExtract.Clean("id,age\n4711,30\n4712,40\n", numbers)).Receipt;
        Assert.NotNull(receipt.Columns[1].Quantiles);
        Assert.DoesNotContain("471", (receipt with { Bytes = 0, Sha256 = "" }).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnIdThatAnEarlierReceiptShowsInAColumnOfCustomersIsTakenOut()
    {
        var zunk = new Dictionary<string, long> { ["Zunk"] = 1 };
        var drift = new ColumnDrift("became", 0.5, 0.1, "'Zunk'", 0, 0.5);
        var report = new DriftReport(3, 9, 9, false, [drift, drift with { Column = "plan" }]);
        var receipt = Receipt.Refused("enquiries", null, "all.csv", "1", new Refusal(RefusalReason.EmptyFile, ""), default) with
        {
            Status = ReceiptStatus.AcceptedWithWarnings,
            Sentence = $"All 9 rows are taken. {report.Warnings().First()}",
            Warnings = [.. report.Warnings()],
            Drift = report,
            Columns =
            [
                new ColumnProfile { Name = "became", Type = FieldType.String, Values = zunk },
                new ColumnProfile { Name = "number", Type = FieldType.Integer, Min = 4711, Max = 4712, Quantiles = [4711, 4712] },
                new ColumnProfile { Name = "plan", Type = FieldType.String, Values = zunk },
            ],
        };

        var without = new ReceiptErasure("Zunk", ["id", "became"], new HashSet<long>()).Without(receipt);

        Assert.Equal("All 9 rows are taken.", without.Sentence);
        Assert.Equal(["plan"], without.Drift!.Columns.Select(column => column.Column));
        Assert.StartsWith("plan has moved", Assert.Single(without.Warnings), StringComparison.Ordinal);
        Assert.Null(without.Columns[0].Values);
        Assert.NotNull(without.Columns[2].Values);
        var number = new ReceiptErasure("4711", ["number"], new HashSet<long>()).Without(receipt).Columns[1];
        Assert.Equal((null, null, null), (number.Min, number.Max, number.Quantiles));
    }

    [Fact]
    public async Task RejectsGoByEitherColumnOfIds()
    {
        const string Rejects = "id,became,reap_row\r\nE1,Zunk,1x0000000000000000\r\nE2,C2,2x0000000000000000\r\n";
        var output = new MemoryStream();
        Assert.Equal(1, await new ReceiptErasure("Zunk", ["id", "became"], new HashSet<long>())
            .CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(Rejects)), output, default));
        Assert.DoesNotContain("Zunk", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARejectedIdThatBeginsLikeAFormulaIsFoundAndOtherRowsStayByteForByte()
    {
        var cleaned = await SmallExtract.Clean($"{Header}\n=1+1,999,,,,\n=1+1,1,,,,\n=1+1,2,,,,\nb,=1+1,,,,\nc,999,,,,\n");
        Assert.Contains("'=1+1", cleaned.Rejects, StringComparison.Ordinal);

        var (kept, erased) = await EraseAsync(cleaned.Rejects, "=1+1");

        // Row 1 for its age and row 3 for its key; row 4 is somebody else's.
        Assert.Equal(2, erased);
        Assert.Equal(
            cleaned.Rejects.Split("\r\n").Where(line => !line.StartsWith("\"'=1+1\"", StringComparison.Ordinal)),
            kept.Split("\r\n"));
    }

    [Fact]
    public void AFirstRowThatAnEarlierReceiptShowsAsNamesIsTakenOut()
    {
        var receipt = Receipt.Refused(
            "customers", null, "all.csv", "1",
            new Refusal(RefusalReason.MissingRequiredColumn, "The header lacks 'id'. It has 'b', 'Zoë'."), default) with
        {
            UnknownColumns = ["b", "Zoë"],
            Warnings = ["The contract does not know b, Zoë; they were dropped."],
        };

        var without = new ReceiptErasure("b", ["id"], new HashSet<long>()).Without(receipt);

        Assert.DoesNotContain("Zoë", without.ToJson(), StringComparison.Ordinal);
        Assert.Same(receipt, new ReceiptErasure("c", ["id"], new HashSet<long>()).Without(receipt));
    }
}
