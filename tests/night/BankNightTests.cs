using System.Text;
using System.Text.Json.Nodes;
using ReapFunctions.Runs;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>The public contacts of a bank: who would take a deposit. Nobody leaves, and no column is revenue.</summary>
public sealed class BankNightTests : IDisposable
{
    private const int Customers = 8000;

    private static readonly RunId Run = new(new DateOnly(2026, 11, 20), 1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-bank-");

    public void Dispose() => folder.Delete(recursive: true);

    [SharedDataFact]
    public async Task ThePublicContactsOfABankRunByConfigurationAlone()
    {
        const string upload = "contacts/2026-11-20/bank.csv";
        var lines = Sample();
        WritePortfolio();
        await using var local = await LocalApp.OpenAsync(portfolio: folder.FullName);
        await local.UploadAsync(upload, Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"));
        await local.PublishedAsync(Run);

        var receipt = await local.ReceiptAsync(upload);
        Assert.Equal((Customers, Customers), ((int)receipt["read"]!, (int)receipt["accepted"]!));
        LearnsWithoutWhatIsKnownAfterwards((await local.GetAsync("api/models"))["models"]!.AsArray().Single()!);
        await ListsWhoHasNoDepositAsync(local, lines);
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    /// <summary>What others reach on this file without the duration of the call lies at 0.79.</summary>
    private static void LearnsWithoutWhatIsKnownAfterwards(JsonNode model)
    {
        Assert.True((bool)model["champion"]!);
        Assert.InRange((double)model["card"]!["holdOut"]!["auc"]!, 0.7, 0.88);
        var features = model["card"]!["importance"]!.AsArray().Select(feature => (string)feature!["key"]!).ToList();
        Assert.Contains(features, feature => feature.StartsWith("euribor3m", StringComparison.Ordinal));
        Assert.DoesNotContain("duration", model["card"]!.ToJsonString());
    }

    private static async Task ListsWhoHasNoDepositAsync(LocalApp local, IReadOnlyList<string> lines)
    {
        var without = lines.Where(line => line.EndsWith("\"no\"", StringComparison.Ordinal)).Select(IdOf).ToHashSet();
        var list = (await local.GetAsync("api/lists/deposit?top=50&format=json"))["rows"]!.AsArray();
        Assert.Equal(50, list.Count);
        Assert.All(list, row => Assert.Contains((string)row!["customerId"]!, without));

        var answer = await local.GetAsync($"api/customers/{(string)list[0]!["customerId"]!}/prompts?channel=call");
        Assert.Equal("deposit", (string?)answer["prompts"]![0]!["offer"]);
        Assert.DoesNotContain("unknown", answer["prompts"]!.ToJsonString());
        Assert.Null(answer["riskBand"]);
        Assert.NotNull(answer["valueBand"]);
    }

    /// <summary>Rows spread over the file, with the id that a bank has and the public file has not.</summary>
    private static List<string> Sample()
    {
        var file = File.ReadAllLines(SharedData.File("bank_marketing", "bank-additional-full.csv"));
        var rows = file.Length - 1;
        var spread = Enumerable.Range(0, Customers).Select(index => 1 + (int)((long)index * rows / Customers));
        return [$"\"client\";{file[0]}", .. spread.Select(row => $"\"K{row:00000}\";{file[row]}")];
    }

    private static string IdOf(string line) => line.Split(';')[0].Trim('"');

    private void WritePortfolio()
    {
        var sources = Directory.CreateDirectory(Path.Combine(folder.FullName, "sources")).FullName;
        Write(sources, "contacts.json", Contacts);
        Write(folder.FullName, "targets.json",
            """
            { "targets": [ { "name": "deposit", "kind": "takeUp", "product": "deposit",
              "label": { "from": "column", "field": "y", "positive": ["yes"], "negative": ["no"] } } ] }
            """);
        Write(folder.FullName, "value.json",
            """
            { "currency": "EUR", "marginRate": 1, "productMargins": { "deposit": 6 }, "costToServe": [
              { "name": "calls", "measure": "contacts.call", "unitCost": 2 },
              { "name": "mortgage", "field": "housing", "costs": { "yes": -90 }, "credit": "What a mortgage earns in a year." },
              { "name": "loan", "field": "loan", "costs": { "yes": -40 }, "credit": "What a loan earns in a year." } ] }
            """);
        Write(folder.FullName, "reasons.json",
            """
            { "otherwise": { "up": "{feature} is {value}.", "down": "{feature} is {value}." },
              "targets": { "deposit": {
                "euribor3m": { "up": "The Euribor is {euribor3m:0.00} %.", "down": "The Euribor is {euribor3m:0.00} %." } } } }
            """);
        Write(folder.FullName, "scorecard.json", """{ "goals": { "productsPerCustomer": 1 } }""");
        Write(folder.FullName, "offers.json",
            """
            { "control": { "salt": "bank", "share": 0 }, "costlyAbove": 100, "offers": [
              { "name": "deposit", "kind": "sale", "lever": "penetration", "target": "deposit", "product": "deposit",
                "channels": ["call"],
                "applicability": [
                  { "name": "solvent", "must": { "not": { "field": "default", "is": "yes" } }, "because": "In default." } ],
                "texts": { "title": "Deposit", "reason": "Not held yet, and {why}.", "sayFirst": "May we talk of savings?" } },
              { "name": "service", "kind": "service", "lever": "efficiency", "channels": ["call"],
                "texts": { "title": "Serve", "reason": "There is nothing to offer.", "sayFirst": "How may I help?" } } ] }
            """);
    }

    private const string Contacts =
        """
        { "source": "contacts", "dialect": { "delimiter": ";" },
          "schema": { "primaryKey": "client", "missingValues": ["", "unknown"], "fields": [
            { "name": "client", "constraints": { "required": true } }, { "name": "age", "type": "integer" },
            { "name": "job" }, { "name": "marital" }, { "name": "education" }, { "name": "default" }, { "name": "housing" },
            { "name": "loan" }, { "name": "contact" }, { "name": "month" }, { "name": "day_of_week" },
            { "name": "duration", "type": "integer" }, { "name": "campaign", "type": "integer" },
            { "name": "pdays", "type": "integer", "missingValues": ["", "999"] },
            { "name": "previous", "type": "integer" }, { "name": "poutcome" }, { "name": "emp.var.rate", "type": "number" },
            { "name": "cons.price.idx", "type": "number" }, { "name": "cons.conf.idx", "type": "number" },
            { "name": "euribor3m", "type": "number" }, { "name": "nr.employed", "type": "number" }, { "name": "y" } ] },
          "reap": { "customerId": "client", "segment": "job", "consents": { "call": { "assumed": true } },
            "holdings": { "deposit": { "field": "y", "is": ["yes"] } },
            "measures": { "contacts.call": "campaign" }, "labels": ["y", "duration"] } }
        """;

    private static void Write(string folder, string file, string json) => File.WriteAllText(Path.Combine(folder, file), json);
}
