using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Extracts;

/// <summary>A year of a shop's invoices, 305 daily files, through the contract of the portfolio <c>retail</c>.</summary>
public sealed class RetailYearTests
{
    [SharedDataFact]
    public async Task TheReceiptsOfAYearAddUpToThePublishedCounts()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "config", "portfolios", "retail", "sources", "invoices.json");
        var contract = Contract.Read(file, await File.ReadAllTextAsync(file));
        var customers = new HashSet<string>(StringComparer.Ordinal);
        var receipts = new List<Receipt>();
        foreach (var day in Directory.GetFiles(SharedData.File("online_retail", "by-day")).Order(StringComparer.Ordinal))
            receipts.Add(await CleanAsync(day, contract, customers));

        Assert.Equal(305, receipts.Count);
        Assert.All(receipts, receipt => Assert.Equal(receipt.Read, receipt.Accepted + receipt.Repaired + receipt.Rejected));
        // Published: 541,909 lines, 4,372 customers; 135,080 lines (24.9 %) name none.
        Assert.Equal(541_909, receipts.Sum(receipt => receipt.Read));
        Assert.Equal(4_372, customers.Count);
        Assert.Equal(135_080, receipts.Sum(receipt => receipt.Rejected));
        Assert.All(
            receipts.SelectMany(receipt => receipt.Rejects), reject => Assert.Equal(RejectReason.MissingValue, reject.Reason));
        Assert.All(customers, id => Assert.DoesNotContain('.', id));
    }

    private static async Task<Receipt> CleanAsync(string day, Contract contract, HashSet<string> customers)
    {
        var clean = new MemoryStream();
        await using var upload = File.OpenRead(day);
        var receipt = await ExtractCleaner.CleanAsync(
            upload,
            contract,
            new ExtractOutput(1, (_, _) => Task.FromResult<Stream>(clean), _ => Task.FromResult(Stream.Null)),
            new CleaningSetup { File = Path.GetFileName(day) },
            CancellationToken.None);
        Assert.NotEqual(ReceiptStatus.Refused, receipt.Status);
        var snapshot = await SnapshotReader.ReadDetailsAsync(new MemoryStream(clean.ToArray()), contract, CancellationToken.None);
        customers.UnionWith(snapshot[contract.Roles.CustomerId].Texts);
        return receipt;
    }
}
