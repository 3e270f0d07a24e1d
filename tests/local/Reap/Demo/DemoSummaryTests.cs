using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Training;
using ReapFunctions.Night;
using ReapFunctions.Prompts;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class DemoSummaryTests
{
    [Fact]
    public void ProgramsFindTheRunItsReceiptsModelsCountsAndTimings()
    {
        var json = JsonNode.Parse(DemoSummary.From(Result(), published: true).ToJson())!;

        Assert.Equal("2026-11-21.1", json["run"]!.GetValue<string>());
        Assert.True(json["published"]!.GetValue<bool>());
        Assert.Equal(
            """[{"source":"customers","status":"accepted","read":100,"accepted":90,"repaired":5,"rejected":5}]""",
            json["receipts"]!.ToJsonString());
        Assert.Equal(
            """{"target":"churn","rows":95,"positives":12,"auc":0.8,"logLoss":0.3,"calibrationError":0.01}""",
            json["models"]![0]!.ToJsonString());
        Assert.Equal(60, json["counts"]!["withOffer"]!.GetValue<long>());
        Assert.Equal(20, json["counts"]!["withoutOffer"]!.GetValue<long>());
        Assert.Equal(1.5, json["timings"]!["Night of 2026-11-21"]!.GetValue<double>());
    }

    [Fact]
    public void ATargetWithoutAModelHasNullsRatherThanZeros()
    {
        var model = JsonNode.Parse(DemoSummary.From(Result(), published: false).ToJson())!["models"]![1]!.AsObject();

        Assert.Equal("tv", model["target"]!.GetValue<string>());
        Assert.True(model.ContainsKey("auc"));
        Assert.Null(model["auc"]);
    }

    private static DemoResult Result() => new()
    {
        Nights = [DemoAnswers.Night()],
        Models =
        [
            new ModelSummary("churn", "v1", true, DemoAnswers.Run.Date, "The first model of its target.", Card()),
            new ModelSummary("tv", null, false, DemoAnswers.Run.Date, "Too few customers took it up.", null),
        ],
        Scorecard = new ScorecardAnswer(DemoAnswers.Scorecard(), null),
        List = new ListHead("2026-11-21.1", "churn", []),
        Prompts = new PromptAnswer
        {
            CustomerId = "C1",
            Run = "2026-11-21.1",
            AsOf = DateTimeOffset.UnixEpoch,
            AgeHours = 1,
            Stale = false,
            ValueBand = "high",
            RiskBand = "low",
            Prompts = [],
            DoNotOffer = [],
        },
        Decisions =
            new DecisionAnswer
            {
                CustomerId = "C1",
                Run = "2026-11-21.1",
                ValueBand = "high",
                ValueDecile = 1,
                RiskBand = "low",
                Offers = [],
                Service = "goodService"
            },
        Times = [new StepTime("Night of 2026-11-21", TimeSpan.FromSeconds(1.5))],
    };

    private static ModelCard Card() => new()
    {
        Rows = 95,
        Positives = 12,
        Seed = 1,
        Algorithm = "trees",
        Features = [],
        Unused = [],
        Settings = new Dictionary<string, double>(),
        HoldOut = new Metrics(19, 2, 0.8, 0.3, 0.1, 0.01, []),
    };
}
