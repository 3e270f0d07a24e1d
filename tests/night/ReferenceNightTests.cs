using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights of a portfolio whose customers and details look up their tariff in a table of tariffs.</summary>
public sealed class ReferenceNightTests : IDisposable
{
    private const int Customers = 1200;
    private const string Tariffs = "tariffs/2026-11-01/tariffs.csv";

    private static readonly RunId First = new(new DateOnly(2026, 11, 20), 1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-tariffs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task WhatCustomersLookUpDecidesWhatTheyAreWorthAndOffered()
    {
        WritePortfolio();
        await using var local = await LocalApp.OpenAsync(
            portfolio: folder.FullName, settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        // Changes of tariff are checked by the tariffs, of which there are none yet.
        await local.UploadAsync("changes/2026-11-20/changes.csv", Changes());
        Assert.Equal("refused", (string?)(await local.ReceiptAsync("changes/2026-11-20/changes.csv"))["status"]);
        await local.UploadAsync("subscribers/2026-11-20/subscribers.csv", Subscribers());
        await local.ReceiptAsync("subscribers/2026-11-20/subscribers.csv");
        Assert.Null(await local.StateAsync(First));

        // The tariffs of an earlier date are what the night has waited for.
        await local.UploadAsync(Tariffs, TariffsOf("S,Small,basic,10", "M,Medium,basic,20", "L,Large,plus,40", "M,A,,1", ",B,,"));
        var receipt = await local.ReceiptAsync(Tariffs);
        Assert.Equal(
            (5, 3, 1, 1), ((int)receipt["read"]!, (int)receipt["accepted"]!, Count(receipt, "duplicateKey"),
                Count(receipt, "missingValue")));
        await local.PublishedAsync(First);

        await IsWorthWhatItsTariffCostsAsync(local);
        await IsOfferedByItsTariffAsync(local);
        var model = (await local.GetAsync("api/models"))["models"]![0]!["card"]!;
        Assert.StartsWith("tariff", (string)model["importance"]![0]!["key"]!);
        Assert.Equal([new("subscribers", "tariff", "tariffs", Tariffs, Customers - 4, 2)], await FoundAsync(local, First));

        // What an erased customer is called may be the key of a tariff.
        var before = await ContentAsync(local);
        (await local.Http.DeleteAsync("api/customers/M")).EnsureSuccessStatusCode();
        Assert.Equal(before, await ContentAsync(local));

        await TheNextNightTakesTheLatestAsync(local);
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    private static async Task IsWorthWhatItsTariffCostsAsync(LocalApp local)
    {
        var values = (await RecordsAsync(local, First, RecordKind.Value)).ToDictionary(record => record.GetString("CustomerId"));
        Assert.Equal(Customers, values.Count);
        Assert.Equal(
            [(120d, "basic"), (240d, "basic"), (480d, "plus")],
            new[] { "C4", "C5", "C6" }.Select(id => (
                values[id].GetDouble("Revenue")!.Value, values[id].GetString("Segment"))));
    }

    private static async Task IsOfferedByItsTariffAsync(LocalApp local)
    {
        var small = await local.GetAsync("api/customers/C4/prompts?channel=call");
        Assert.Equal("upgrade", (string?)small["prompts"]![0]!["offer"]);
        Assert.StartsWith("From Small at 10.00 a month", (string?)small["prompts"]![0]!["reason"]);
        var large = await local.GetAsync("api/customers/C6/prompts?channel=call");
        Assert.Equal("service", (string?)large["prompts"]![0]!["offer"]);
        // Whose tariff is not known has none of its columns.
        var unknown = await local.GetAsync("api/customers/C1/prompts?channel=call");
        Assert.Equal("service", (string?)unknown["prompts"]![0]!["offer"]);
    }

    private static async Task TheNextNightTakesTheLatestAsync(LocalApp local)
    {
        var run = new RunId(First.Date.AddDays(1), 1);
        const string latest = "tariffs/2026-11-21/new.csv";
        await local.UploadAsync(
            latest, TariffsOf("S,Small,basic,11", "M,Medium,basic,21", "L,Large,plus,41", "X,Extra,plus,45"));
        await local.ReceiptAsync(latest);
        await local.UploadAsync("changes/2026-11-21/changes.csv", Changes());
        var changes = await local.ReceiptAsync("changes/2026-11-21/changes.csv");
        Assert.Equal((3, 1), ((int)changes["accepted"]!, Count(changes, "unknownReference")));
        await local.UploadAsync("subscribers/2026-11-21/subscribers.csv", Subscribers());
        await local.PublishedAsync(run);

        Assert.Equal(
            [
                new("changes", "tariff", "tariffs", latest, 3, 0),
                new("subscribers", "tariff", "tariffs", latest, Customers - 5, 2)],
            (await FoundAsync(local, run)).OrderBy(found => found.Source, StringComparer.Ordinal));
        var value = (await RecordsAsync(local, run, RecordKind.Value)).Single(record => record.GetString("CustomerId") == "C4");
        Assert.Equal(132, value.GetDouble("Revenue"));
    }

    private static int Count(JsonNode receipt, string reason) => (int?)receipt["rejects"]![reason] ?? 0;

    private static async Task<ReferenceCount[]> FoundAsync(LocalApp local, RunId run) =>
        [.. (await local.GetAsync("api/runs"))["runs"]!.AsArray()
            .First(found => (string?)found!["run"] == run.ToString())!["references"]!.AsArray()
            .Select(found => new ReferenceCount(
                (string)found!["source"]!, (string)found["field"]!, (string)found["refersTo"]!, (string?)found["file"],
                (long)found["rows"]!, (long)found["unknown"]!))];

    private static async Task<string> ContentAsync(LocalApp local) =>
        (await new BlobContainerClient(local.Storage, Containers.Extracts).GetBlobClient(Tariffs).DownloadContentAsync())
            .Value.Content.ToString();

    private static byte[] TariffsOf(params string[] rows) =>
        Encoding.UTF8.GetBytes($"code,label,family,price\n{string.Join('\n', rows)}\n");

    /// <summary>
    /// Customers pay what their tariff costs, and those of the dear one say yes more often. Two have a tariff that is not known,
    /// three have none, one is called as a tariff is.
    /// </summary>
    private static byte[] Subscribers()
    {
        var random = new Random(11);
        string[] codes = ["S", "M", "L"];
        var text = new StringBuilder("id,tariff,age,response\n");
        for (var customer = 1; customer < Customers; customer++)
        {
            var code = codes[(customer - 1) % codes.Length];
            var yes = random.NextDouble() < (code == "L" ? 0.6 : 0.1) ? 1 : 0;
            var given = customer is 1 or 2 ? "gone" : customer is > 10 and < 15 ? "" : code;
            text.Append(CultureInfo.InvariantCulture, $"C{customer},{given},{random.Next(20, 80)},{yes}\n");
        }
        return Encoding.UTF8.GetBytes(text + "M,S,40,0\n");
    }

    private static byte[] Changes() =>
        "id,on,tariff\nC4,2026-11-19,S\nC4,2026-11-20,M\nC5,2026-11-20,gone\nC6,2026-11-20,X\n"u8.ToArray();

    private void WritePortfolio()
    {
        var sources = Directory.CreateDirectory(Path.Combine(folder.FullName, "sources")).FullName;
        Write(sources, "tariffs.json",
            """
            { "source": "tariffs",
              "schema": { "primaryKey": "code", "fields": [
                { "name": "code" }, { "name": "label" }, { "name": "family" }, { "name": "price", "type": "number" } ] },
              "reap": { "maxRejectShare": 0.5, "reference": { "key": "code", "days": 60 } } }
            """);
        Write(sources, "subscribers.json",
            """
            { "source": "subscribers",
              "schema": { "primaryKey": "id", "fields": [
                { "name": "id" }, { "name": "tariff" }, { "name": "age", "type": "integer" }, { "name": "response" } ] },
              "reap": { "customerId": "id", "segment": "tariffFamily", "consents": { "call": { "assumed": true } },
                "holdings": { "plus": { "field": "response", "is": ["never"] } }, "notFeatures": ["tariff"],
                "refersTo": { "tariff": { "source": "tariffs",
                  "columns": { "tariffName": "label", "tariffFamily": "family", "tariffPrice": "price" } } },
                "measures": { "revenue.monthly": "tariffPrice" }, "labels": ["response"] } }
            """);
        Write(sources, "changes.json",
            """
            { "source": "changes",
              "schema": { "fields": [ { "name": "id" }, { "name": "on", "type": "date", "constraints": { "required": true } },
                { "name": "tariff" } ] },
              "reap": { "customerId": "id", "required": false, "maxRejectShare": 0.5,
                "refersTo": { "tariff": { "source": "tariffs", "columns": { "newPrice": "price" }, "unknown": "reject" } },
                "detail": { "date": "on", "columns": { "lastNewPrice": { "kind": "last", "field": "newPrice", "days": 30 } } } } }
            """);
        Write(folder.FullName, "targets.json",
            """
            { "targets": [ { "name": "plus", "kind": "takeUp", "product": "plus",
              "label": { "from": "column", "field": "response", "positive": ["1"], "negative": ["0"] } } ] }
            """);
        Write(folder.FullName, "value.json", """{ "currency": "EUR", "marginRate": 0.5, "productMargins": { "plus": 5 } }""");
        Write(folder.FullName, "reasons.json",
            """{ "otherwise": { "up": "{feature} is {value}.", "down": "{feature} is {value}." }, "targets": {} }""");
        Write(folder.FullName, "scorecard.json", """{ "goals": { "productsPerCustomer": 1 } }""");
        Write(folder.FullName, "offers.json",
            """
            { "control": { "salt": "tariffs", "share": 0 }, "costlyAbove": 100, "offers": [
              { "name": "upgrade", "kind": "sale", "lever": "penetration", "target": "plus", "product": "plus", "channels": ["call"],
                "applicability": [ { "name": "isBasic", "must": { "field": "tariffFamily", "is": "basic" }, "because": "Plus already." } ],
                "texts": { "title": "Plus", "reason": "From {tariffName} at {tariffPrice:0.00} a month it is a step.",
                  "sayFirst": "May I tell you about Plus?" } },
              { "name": "service", "kind": "service", "lever": "efficiency", "channels": ["call"],
                "texts": { "title": "Serve", "reason": "There is nothing to offer.", "sayFirst": "How may I help?" } } ] }
            """);
    }

    private static void Write(string folder, string file, string json) => File.WriteAllText(Path.Combine(folder, file), json);

    private static async Task<List<TableEntity>> RecordsAsync(LocalApp local, RunId run, RecordKind kind)
    {
        var records = new List<TableEntity>();
        await foreach (var entity in new TableClient(local.Storage, run.Table(kind)).QueryAsync<TableEntity>())
            records.Add(entity);
        return records;
    }
}
