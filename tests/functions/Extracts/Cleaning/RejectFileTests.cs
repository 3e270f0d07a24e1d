using System.Text;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

public class RejectFileTests
{
    private const string Header = "id,age,charges,active,since,plan\n";

    [Fact]
    public async Task ItHoldsTheRowsAsTheyCameAndWhyTheyWereRejected()
    {
        var cleaned = await SmallExtract.Clean($"{Header}a,old,\"1,5\",,,x\nb,1,,,,\nc,1\nd,1,,,,basic,,y\n");

        var rows = await cleaned.RejectedRowsAsync();
        Assert.Equal(
            [
                ["a", "old", "1,5", "", "", "x", "wrongType", "age", "2"], ["c", "1", "", "", "", "", "tooFewColumns", "", "4"],
                ["d", "1", "", "", "", "basic,,y", "tooManyColumns", "", "5"]],
            rows.Select(row => row[..9]));
        Assert.Equal([1L, 3, 4], rows.Select(row => RejectedRow.TryParse(row[^1])!.Value.Number));
    }

    [Fact]
    public async Task AFullFileSaysWhatIsNotInItAndHopelessReadingStops()
    {
        var text = new StringBuilder(Header);
        for (var row = 0; row < 20_000; row++)
            text.Append($"c{row},old,,,,\n");

        var receipt = await CleanAsync(text.ToString(), maxRejectShare: 0.5);
        Assert.Equal(RefusalReason.TooManyRejects, receipt.Refusal);
        Assert.InRange(receipt.Read, 100, 19_000);
        Assert.Contains($"of the first {receipt.Read} rows were rejected, and the file was read no further", receipt.Sentence);

        // Allowed to be rejected, they are counted to the last.
        var allowed = await CleanAsync($"{text}last,1,,,,\n", maxRejectShare: 1);
        Assert.Equal((20_001, 20_000), (allowed.Read, allowed.Rejected));
        Assert.InRange(allowed.RejectsLeftOut, 15_000, 19_999);
        Assert.Contains(
            allowed.Warnings, warning => warning.StartsWith($"{allowed.RejectsLeftOut} of the rejected rows are not"));
    }

    [Fact]
    public async Task WhereReadingStopsDoesNotDependOnTheCores()
    {
        var text = new StringBuilder(Header);
        for (var row = 0; row < 20_000; row++)
            text.Append($"c{row},{(row % 3 == 0 ? "1" : "old")},,,,\n");
        var receipts = new List<string>();
        foreach (var cores in new[] { 1, 2, 8 })
            receipts.Add((await CleanAsync(text.ToString(), 0.5, cores)) with { CleanedAt = default, Seconds = 0 } is var receipt
                ? receipt.ToJson()
                : "");
        Assert.Single(receipts.Distinct());
    }

    private static async Task<Receipt> CleanAsync(string text, double maxRejectShare, int cores = 2)
    {
        var contract = SmallExtract.Contract;
        contract = contract with { Roles = contract.Roles with { MaxRejectShare = maxRejectShare } };
        return await ExtractCleaner.CleanAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), contract, ExtractOutput.Nowhere(),
            new CleaningSetup { File = "all.csv", MaxRejectBytes = 10_000, BlockSize = 4096, Parallelism = cores }, default);
    }
}
