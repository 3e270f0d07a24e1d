using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Erasure;
using ReapFunctions.Lists;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

public class ErasedCustomerTests
{
    private const string Person = "Pers/on-77é";
    private const string Invoices = "invoices/2026-11-20/invoices.csv";

    private static readonly RunId First = new(Extracts.FirstNight, 1);
    private static readonly RunId Second = new(Extracts.FirstNight.AddDays(1), 1);

    [Fact]
    public async Task NoTableAndNoBlobHoldsThePersonAndAllElseStillWorks()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string>
        {
            ["Reap__Buckets"] = "4",
            // What waits would erase by itself, and might be first: whoever calls is to do it, and have the proof.
            [$"AzureWebJobs_{nameof(FinishErasures)}_Disabled"] = "true",
        });
        await local.UploadAsync(
            Invoices, Encoding.UTF8.GetBytes(
            $"invoiceId,customerId,invoicedOn,amount,status\nI1,{Person},2026-11-20,10,paid\nI2,nobody,2026-11-20,10,paid\n"));
        await local.ReceiptAsync(Invoices);
        await local.UploadAsync(LocalApp.PathOf(First.Date), await NightAsync(0));
        await local.PublishedAsync(First);
        await local.UploadAsync(LocalApp.PathOf(Second.Date) + ".gz", Packed(await NightAsync(1)));
        await local.PublishedAsync(Second);
        var path = $"api/customers/{Uri.EscapeDataString(Person)}";
        (await local.Http.PostAsJsonAsync($"{path}/outcomes", new { offer = "eBilling", reply = "declined" }))
            .EnsureSuccessStatusCode();
        (await local.Http.PostAsJsonAsync("api/selections", new { name = "everybody", target = "churn" }))
            .EnsureSuccessStatusCode();
        Assert.Contains(
            await TracesAsync(local), trace => trace.Contains("lists/selections/customers/", StringComparison.Ordinal));
        Assert.True((await TracesAsync(local)).Count > 20, "The person must be in many places for this to test anything.");
        var clean = await NamesAsync(local, Containers.Clean);

        await WaitsWhileARunIsWrittenAsync(local, path);
        var proof = await DeleteAsync(local, path);

        Assert.Equal(Person, (string?)proof["customerId"]);
        Assert.Empty(proof["notErased"]!.AsArray());
        Assert.Equal(9, proof["tables"]!.AsArray().Sum(table => (int)table!["count"]!));
        Assert.Equal(["clean", "details", "extracts", "lists", "receipts", "scorecards", "scored"],
            proof["blobs"]!.AsArray().Select(blob => ((string)blob!["name"]!).Split('/')[0]).Distinct()
                .Order(StringComparer.Ordinal));
        Assert.Empty(await TracesAsync(local));
        Assert.Equal(HttpStatusCode.NotFound, (await local.Http.GetAsync($"{path}/prompts")).StatusCode);
        await ListsVerifyAsync(local);

        // A process lost between a list and its manifest: erasing again mends it, and finds nobody.
        await BreakManifestAsync(local);
        var again = await DeleteAsync(local, path);
        Assert.Empty(again["tables"]!.AsArray());
        Assert.Empty(again["blobs"]!.AsArray());
        await ListsVerifyAsync(local);

        // The trigger has seen the rewritten uploads when it has seen this one.
        await local.UploadAsync($"customers/{Second.Date:yyyy-MM-dd}/later.csv", "no,such,columns\n"u8.ToArray());
        await local.ReceiptAsync($"customers/{Second.Date:yyyy-MM-dd}/later.csv");
        Assert.Equal(clean, await NamesAsync(local, Containers.Clean));
        Assert.Null(await local.StateAsync(First with { Number = 2 }));
        Assert.Null(await local.StateAsync(Second with { Number = 2 }));

        (await local.Http.PostAsync($"api/runs/{First}/publish", null)).EnsureSuccessStatusCode();
        Assert.Equal(
            First.ToString(), (string?)(await local.GetAsync($"api/customers/{Uri.EscapeDataString("l m")}/prompts"))["run"]);
        Assert.NotNull((await local.GetAsync($"api/scorecard?run={Second}&since={First}"))["migration"]);
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    /// <summary>
    /// A night with the person in it, twice; on the first also with a value that is rejected and in broken rows, which deny every
    /// contact: on the second they are on the lists.
    /// </summary>
    private static async Task<byte[]> NightAsync(int night)
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(night));
        var sound = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        var rest = sound[sound.IndexOf(',', StringComparison.Ordinal)..];
        var broken = $"\"{Person}\" {rest}\n{Person}{rest},one too many\n{Person},\"open{rest}\n";
        return Encoding.UTF8.GetBytes($"{text}{Person}{rest}\n{Person}{rest}\n{(night == 0 ? broken : "")}");
    }

    private static async Task<JsonNode> DeleteAsync(LocalApp local, string path)
    {
        var answer = await local.Http.DeleteAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}. The app said:\n{local.Apps[^1].Log}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task WaitsWhileARunIsWrittenAsync(LocalApp local, string path)
    {
        var tables = new TableServiceClient(local.Storage);
        var open = new RunState
        {
            Id = Second with { Number = 9 },
            Phase = RunPhase.Scoring,
            Buckets = 4,
            Extracts = [],
            Models = new Dictionary<string, string>(),
            OpenedAt = DateTimeOffset.Parse("2999-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
        };
        Assert.True(await new RunStore(tables).TryOpenAsync(open, default));
        var answer = await local.Http.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(Person, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["customerId"]);
        Assert.NotEmpty(await TracesAsync(local));
        Assert.Equal(HttpStatusCode.Conflict, (await local.Http.DeleteAsync(path.Replace("customers", "erasures"))).StatusCode);
        await tables.GetTableClient(Tables.Runs).DeleteEntityAsync("runs", open.Id.ToString());
    }

    /// <summary>Every table entity and every blob that says the person's id, or the key that stands for it in digests.</summary>
    private static async Task<List<string>> TracesAsync(LocalApp local)
    {
        var traces = new List<string>();
        var tables = new TableServiceClient(local.Storage);
        await foreach (var table in tables.QueryAsync())
            await foreach (var entity in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                if (entity.RowKey.StartsWith(CustomerKey.Of(Person).Row, StringComparison.Ordinal)
                    || entity.Keys.Any(key => entity[key] is string text && text.Contains(Person, StringComparison.Ordinal)))
                    traces.Add($"{table.Name} {entity.RowKey}");
            }
        byte[][] marks = [Encoding.UTF8.GetBytes(Person), BitConverter.GetBytes(RunDigest.KeyOf(Person))];
        var blobs = new BlobServiceClient(local.Storage);
        await foreach (var container in blobs.GetBlobContainersAsync())
            foreach (var name in await NamesAsync(local, container.Name))
            {
                var content = await blobs.GetBlobContainerClient(container.Name).GetBlobClient(name).DownloadContentAsync();
                var bytes = Unpacked(content.Value.Content.ToArray());
                if (marks.Any(mark => bytes.AsSpan().IndexOf(mark) >= 0) || name.Contains(Person, StringComparison.Ordinal))
                    traces.Add($"{container.Name}/{name}");
            }
        return traces;
    }

    private static async Task ListsVerifyAsync(LocalApp local)
    {
        var container = new BlobContainerClient(local.Storage, Containers.Lists);
        var manifests = (await NamesAsync(local, Containers.Lists))
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal) && name.Count(letter => letter == '/') == 1
                && !name.StartsWith("selections/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(manifests);
        foreach (var name in manifests)
        {
            var manifest = (await container.ReadJsonAsync<ListManifest>(name, default))!;
            var list =
                (await container.GetBlobClient(Path.ChangeExtension(name, ".csv"))
                .DownloadContentAsync()).Value.Content.ToArray();
            Assert.Equal(manifest.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(list)));
            Assert.Equal(manifest.Bytes, list.Length);
        }
    }

    private static async Task BreakManifestAsync(LocalApp local)
    {
        var container = new BlobContainerClient(local.Storage, Containers.Lists);
        var name = ListManifest.ManifestName(Second.ToString(), "churn");
        var manifest = (await container.ReadJsonAsync<ListManifest>(name, default))!;
        await container.WriteJsonAsync(name, manifest with { Count = manifest.Count + 1, Sha256 = "before" }, default);
    }

    private static async Task<List<string>> NamesAsync(LocalApp local, string container)
    {
        var names = new List<string>();
        await foreach (var blob in new BlobContainerClient(local.Storage, container).GetBlobsAsync(
            BlobTraits.None, BlobStates.None, null, default))
            names.Add(blob.Name);
        return names;
    }

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
            return bytes;
        var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
