using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>A drop of four sources, and what becomes of files that come late, in parts or corrected.</summary>
public class SeveralSourcesTests
{
    private const string Day = "2026-11-20";
    private static readonly RunId First = new(Extracts.FirstNight, 1);

    [Fact]
    public async Task ANightOfFourSourcesTakesWhatIsThereAndLaterRunsTakeWhatComesLate()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        var telco = new SyntheticTelco(
            new TelcoOptions { Labelled = true, Customers = Extracts.Customers, FirstDrop = Extracts.FirstNight });
        var clean = new Dictionary<string, long>();
        foreach (var shape in DetailShape.All)
            clean[shape.Source] = await UploadAsync(
                local, $"{shape.Source}/{Day}/{shape.Source}.csv", await FileAsync(telco, shape));
        await local.UploadAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0));
        await local.PublishedAsync(First);

        var details = await DetailsAsync(local, First);
        Assert.Equal(
            clean.OrderBy(source => source.Key), details.ToDictionary(source => source.Key, source => (long)source.Value["rows"]!)
            .OrderBy(source => source.Key));
        Assert.All(details.Values, source => Assert.True((long)source["withoutCustomer"]! > 0));
        foreach (var (source, counts) in details)
            Assert.Equal((long)counts["withoutCustomer"]!, await WithoutCustomerAsync(local, First, source));

        // One more file of a source whose files add up, after the run has begun: it waits for the next.
        var late = $"interactions/{Day}/shops.csv";
        await local.UploadAsync(late,
            "interactionId,customerId,contactedOn,channel,topic,minutes\nS1,C00000001,2026-11-19,shop,question,5\n"u8.ToArray());
        Assert.EndsWith(
            $"Run {First} has begun without it: its rows count from the next run on.",
                (string?)(await local.ReceiptAsync(late))["sentence"], StringComparison.Ordinal);

        // A corrected file opens the next run of the date, which takes both.
        var second = First with { Number = 2 };
        var corrected = $"invoices/{Day}/corrected.csv";
        await local.UploadAsync(
            corrected, "invoiceId,customerId,invoicedOn,amount,status\nI1,C00000001,2026-11-19,31.50,paid\n"u8.ToArray());
        Assert.EndsWith(
            $"It takes the place of invoices/{Day}/invoices.csv. A new run of {Day} follows; run {First} stays until that one "
                + $"is complete.",
            (string?)(await local.ReceiptAsync(corrected))["sentence"], StringComparison.Ordinal);
        // One invoice in the place of all moves the propensities: that is looked at before it is published.
        await local.UntilAsync($"run {second} is held", async () => await local.StateAsync(second) == "held");
        (await local.Http.PostAsync($"api/runs/{second}/publish", null)).EnsureSuccessStatusCode();
        await local.PublishedAsync(second);
        Assert.Equal("published", await local.StateAsync(First));
        Assert.Equal(second.ToString(), (string?)(await local.GetAsync("api/runs"))["current"]);
        details = await DetailsAsync(local, second);
        Assert.Equal(
            (1, clean["interactions"] + 1), ((long)details["invoices"]["rows"]!, (long)details["interactions"]["rows"]!));

        // The next night reads along what earlier ones brought; holdings, of which only the night itself counts, it does not.
        var next = new RunId(First.Date.AddDays(1), 1);
        await local.UploadAsync(LocalApp.PathOf(next.Date), await Extracts.OfNightAsync(1));
        await local.PublishedAsync(next);
        details = await DetailsAsync(local, next);
        Assert.Equal(
            (1, clean["interactions"] + 1, 0),
            ((long)details["invoices"]["earlierRows"]!, (long)details["interactions"]["earlierRows"]!,
                (long)details["holdings"]["earlierRows"]!));
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    private static async Task<byte[]> FileAsync(SyntheticTelco telco, DetailShape shape)
    {
        using var bytes = new MemoryStream();
        await telco.WriteDetailsAsync(shape, 0, bytes);
        return bytes.ToArray();
    }

    /// <returns>Its clean rows.</returns>
    private static async Task<long> UploadAsync(LocalApp local, string name, byte[] content)
    {
        await local.UploadAsync(name, content);
        var receipt = await local.ReceiptAsync(name);
        Assert.Equal(
            (long)receipt["read"]!, (long)receipt["accepted"]! + (long)receipt["repaired"]! + (long)receipt["rejected"]!);
        return (long)receipt["accepted"]! + (long)receipt["repaired"]!;
    }

    private static async Task<Dictionary<string, JsonNode>> DetailsAsync(LocalApp local, RunId run) =>
        (await local.GetAsync("api/runs"))["runs"]!.AsArray()
            .First(found => (string?)found!["run"] == run.ToString())!["details"]!.AsArray()
            .ToDictionary(source => (string)source!["source"]!, source => source!);

    /// <summary>Rows of the ids that are kept apart.</summary>
    private static async Task<long> WithoutCustomerAsync(LocalApp local, RunId run, string source)
    {
        var rows = 0L;
        var scored = new BlobContainerClient(local.Storage, Containers.Scored);
        await foreach (var blob in scored.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, $"{run}/withoutCustomer/{source}/", CancellationToken.None))
        {
            var text = (await scored.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
            rows += text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Sum(line => long.Parse(line[(line.LastIndexOf(',') + 1)..]));
        }
        return rows;
    }
}
