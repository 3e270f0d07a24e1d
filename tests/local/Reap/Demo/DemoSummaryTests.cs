using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Show;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class DemoSummaryTests
{
    [Fact]
    public void ProgramsFindTheRunItsReceiptsModelsCountsAndTimings()
    {
        var json = JsonNode.Parse(DemoSummary.Of(Result(), published: true).ToJson())!;

        Assert.Equal("2026-11-21.1", json.Text("run"));
        Assert.Equal("true", json.Text("published"));
        var receipt = Assert.Single(json.Items("receipts"));
        Assert.Equal("""{"source":"customers","status":"clean","read":100,"accepted":90,"repaired":5,"rejected":5}""", receipt.ToJsonString());
        var model = Assert.Single(json.Items("models"));
        Assert.Equal(
            """{"target":"churn","rows":95,"positives":12,"auc":0.8,"logLoss":0.3,"calibrationError":0.01}""", model.ToJsonString());
        Assert.Equal(60, json.Count("counts.withOffer"));
        Assert.Equal(20, json.Count("counts.withoutOffer"));
        Assert.Equal(1.5, json.At("timings")!["Night of 2026-11-21"]!.GetValue<double>());
    }

    [Fact]
    public void AFigureThatIsNotThereIsNullRatherThanZero()
    {
        var result = Result() with { Models = [new ModelLine("churn", null, null, null, null, null, null)] };

        var model = Assert.Single(JsonNode.Parse(DemoSummary.Of(result, published: false).ToJson()).Items("models"));

        Assert.Null(model["auc"]);
        Assert.True(model.AsObject().ContainsKey("auc"));
    }

    private static DemoResult Result() => new()
    {
        Nights =
        [
            new DemoNight(
                new DateOnly(2026, 11, 21), "2026-11-21.1", 95,
                [new ReceiptLine("customers", "customers/2026-11-21/customers.csv", "clean", 100, 90, 5, 5, [], [], null)]),
        ],
        Models = [new ModelLine("churn", "v1", 95, 12, 0.8, 0.3, 0.01)],
        Scorecards = [JsonNode.Parse("""{ "total": { "sums": { "customers": 95, "active": 80, "withOffer": 60, "control": 4, "lapsed": 15 } } }""")!],
        Target = "tv",
        List = new JsonArray(),
        Customer = "C1",
        Prompts = new JsonObject(),
        Times = [new StepTime("Night of 2026-11-21", TimeSpan.FromSeconds(1.5))],
    };
}
