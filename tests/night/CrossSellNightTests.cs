using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>A portfolio in which nobody leaves: an insurer who asks who would take a second policy.</summary>
public sealed class CrossSellNightTests : IDisposable
{
    private const int Customers = 1200;

    private static readonly RunId Run = new(new DateOnly(2026, 11, 20), 1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-insurer-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task APortfolioWithoutChurnRunsToAPublishedNightByConfigurationAlone()
    {
        WritePortfolio();
        await using var local = await LocalApp.OpenAsync(portfolio: folder.FullName);
        await local.UploadAsync($"policies/{Run.Date:yyyy-MM-dd}/policies.csv", File());
        await local.PublishedAsync(Run);

        var risks = await RecordsAsync(local, RecordKind.Risk);
        Assert.Equal(Customers, risks.Count);
        string[] ofRisk = ["Band", "Propensity", "ValueAtRisk", "ExpectedMonths", "RetentionBudget"];
        Assert.All(risks, record => Assert.Empty(ofRisk.Intersect(record.Keys)));
        var values = await RecordsAsync(local, RecordKind.Value);
        Assert.All(values, record => Assert.False(record.ContainsKey("Lifetime") || record.ContainsKey("TakeUp")));
        Assert.All(values, record => Assert.True(record.GetDouble("Current") > 0));

        var list = await local.GetAsync("api/lists/vehicle?top=20&format=json");
        Assert.Equal(20, list["rows"]!.AsArray().Count);
        var first = (string)list["rows"]![0]!["customerId"]!;
        var answer = await local.GetAsync($"api/customers/{first}/prompts?channel=call");
        Assert.NotEmpty(answer["prompts"]!.AsArray());
        Assert.Null(answer["riskBand"]);
        Assert.NotNull(answer["valueBand"]);
        var reason = (string)answer["prompts"]![0]!["reason"]!;
        Assert.DoesNotContain("not known", reason);

        var scorecard = (await local.GetAsync("api/scorecard"))["scorecard"]!["total"]!;
        Assert.Equal(Customers, (int)scorecard["sums"]!["active"]!);
        Assert.Null(scorecard["sums"]!["valueAtRisk"]);
        Assert.DoesNotContain(
            scorecard["measures"]!.AsArray(), measure => (string?)measure!["name"] is "valueAtRiskShare" or "takeUpValue");
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    /// <summary>Who had damage before and is not insured elsewhere answers yes more often.</summary>
    private static byte[] File()
    {
        var random = new Random(7);
        var text = new StringBuilder("id,Age,Region_Code,Previously_Insured,Vehicle_Damage,Annual_Premium,Response\n");
        for (var customer = 1; customer <= Customers; customer++)
        {
            var (insured, damage) = (random.Next(2), random.Next(2) == 0);
            var yes = random.NextDouble() < (insured == 1 ? 0.02 : damage ? 0.45 : 0.1) ? 1 : 0;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{customer},{random.Next(20, 80)},R{random.Next(9)},{insured},{(damage ? "Yes" : "No")},"
                    + $"{random.Next(4000, 60000) / 100m},{yes}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void WritePortfolio()
    {
        var sources = Directory.CreateDirectory(Path.Combine(folder.FullName, "sources")).FullName;
        Write(sources, "policies.json",
            """
            { "source": "policies",
              "schema": { "primaryKey": "id", "fields": [
                { "name": "id", "constraints": { "required": true } }, { "name": "Age", "type": "integer" }, { "name": "Region_Code" },
                { "name": "Previously_Insured", "type": "integer" },
                { "name": "Vehicle_Damage", "type": "boolean", "trueValues": ["Yes"], "falseValues": ["No"] },
                { "name": "Annual_Premium", "type": "number" }, { "name": "Response" } ] },
              "reap": { "customerId": "id", "segment": "Region_Code", "consents": { "call": { "assumed": true } },
                "holdings": { "vehicle": { "field": "Response", "is": ["never"] } },
                "measures": { "revenue.12m": "Annual_Premium" }, "labels": ["Response"] } }
            """);
        Write(folder.FullName, "targets.json",
            """
            { "targets": [ { "name": "vehicle", "kind": "takeUp", "product": "vehicle",
              "label": { "from": "column", "field": "Response", "positive": ["1"], "negative": ["0"] } } ] }
            """);
        Write(folder.FullName, "value.json",
            """{ "currency": "INR", "marginRate": 0.2, "productMargins": { "vehicle": 5 } }""");
        Write(folder.FullName, "reasons.json",
            """{ "otherwise": { "up": "{feature} is {value}.", "down": "{feature} is {value}." }, "targets": {} }""");
        Write(folder.FullName, "scorecard.json", """{ "goals": { "productsPerCustomer": 1 } }""");
        Write(folder.FullName, "offers.json",
            """
            { "control": { "salt": "insurer", "share": 0 }, "costlyAbove": 100, "offers": [
              { "name": "vehicle", "kind": "sale", "lever": "penetration", "target": "vehicle", "product": "vehicle", "channels": ["call"],
                "texts": { "title": "Vehicle insurance", "reason": "Not held yet, and {why}.", "sayFirst": "May I insure your car?" } },
              { "name": "service", "kind": "service", "lever": "efficiency", "channels": ["call"],
                "texts": { "title": "Serve", "reason": "There is nothing to offer.", "sayFirst": "How may I help?" } } ] }
            """);
    }

    private static void Write(string folder, string file, string json) =>
        System.IO.File.WriteAllText(Path.Combine(folder, file), json);

    private static async Task<List<TableEntity>> RecordsAsync(LocalApp local, RecordKind kind)
    {
        var records = new List<TableEntity>();
        await foreach (var entity in new TableClient(local.Storage, Run.Table(kind)).QueryAsync<TableEntity>())
            records.Add(entity);
        return records;
    }
}
