using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReapFunctions.Risk;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>A night whose events have nothing to do with what is known of the customers.</summary>
public partial class NoiseTests
{
    private static readonly RunId Run = new(Extracts.FirstNight, 1);
    private static readonly string[] Targets = ["broadband", "churn", "roaming", "security", "tv"];

    [Fact]
    public async Task ANightOfNoiseIsPublishedWithoutChampionsBandsOrReasonsAndSaysSo()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        var extract = WithRandomEvents(Encoding.UTF8.GetString(await Extracts.OfNightAsync(0)));
        await local.UploadAsync(LocalApp.PathOf(Run.Date), Encoding.UTF8.GetBytes(extract));
        await local.PublishedAsync(Run);

        var run = (await local.GetAsync("api/runs"))["runs"]![0]!;
        Assert.Empty(run["models"]!.AsObject());
        AssertSaidOfEach(run["withoutChampion"]!);
        await AssertModelsSayWhyAsync(local);
        await AssertScorecardClaimsNothingAsync(local);
        await AssertPromptsAnswerAsync(local, ActiveIn(extract));
        await AssertTheListSaysWhyThereIsNoneAsync(local);
    }

    private static async Task AssertModelsSayWhyAsync(LocalApp local)
    {
        var models = (await local.GetAsync("api/models"))["models"]!.AsArray();
        Assert.Equal(Targets, models.Select(model => (string?)model!["target"]).Order(StringComparer.Ordinal));
        Assert.All(models, model => Assert.False((bool)model!["champion"]!));
        Assert.All(models, model => Assert.Contains("beats chance by more than its noise", (string?)model!["reason"]));
    }

    private static async Task AssertScorecardClaimsNothingAsync(LocalApp local)
    {
        var scorecard = (await local.GetAsync("api/scorecard"))["scorecard"]!;
        AssertSaidOfEach(scorecard["withoutChampion"]!);
        var total = scorecard["total"]!;
        Assert.Equal((long)total["sums"]!["active"]!, (long)total["sums"]!["riskUnknown"]!);
        Assert.Equal((0, 0), ((long)total["sums"]!["atRisk"]!, (decimal)total["sums"]!["valueAtRisk"]!));
        Assert.Null(total["measures"]!.AsArray().Single(measure => (string?)measure!["name"] == "valueAtRiskShare")!["value"]);
    }

    private static async Task AssertPromptsAnswerAsync(LocalApp local, IReadOnlyList<string> customers)
    {
        foreach (var customer in customers.Take(10))
        {
            var answer = await local.GetAsync($"api/customers/{customer}/prompts");
            Assert.Equal(RiskOptions.Unknown, (string?)answer["riskBand"]);
            Assert.Empty(answer["reasons"]!.AsArray());
            Assert.Null(answer["riskMoved"]);
            Assert.NotEmpty(answer["prompts"]!.AsArray());
        }
    }

    private static async Task AssertTheListSaysWhyThereIsNoneAsync(LocalApp local)
    {
        var answer = await local.Http.GetAsync("api/lists/churn");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("beats chance", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]);
    }

    private static void AssertSaidOfEach(JsonNode reasons)
    {
        Assert.Equal(Targets, reasons.AsObject().Select(reason => reason.Key).Order(StringComparer.Ordinal));
        Assert.All(reasons.AsObject(), reason => Assert.Contains("beats chance by more than its noise", (string?)reason.Value));
    }

    /// <summary>Who left and who took what is drawn by lot.</summary>
    private static string WithRandomEvents(string extract)
    {
        var random = new Random(11);
        string Took() => random.NextDouble() < 0.3 ? "true" : "false";
        return Events().Replace(
            extract, _ => $",{(random.NextDouble() < 0.3 ? "left" : "active")},{Took()},{Took()},{Took()},{Took()}");
    }

    private static IReadOnlyList<string> ActiveIn(string extract) =>
        [.. Active().Matches(extract).Select(row => row.Groups[1].Value)];

    /// <summary>The last five columns of a row.</summary>
    [GeneratedRegex(@",(active|left),\w*,\w*,\w*,\w*(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex Events();

    [GeneratedRegex(@"^(C\d{8}),.*,active,\w*,\w*,\w*,\w*\r?$", RegexOptions.Multiline)]
    private static partial Regex Active();
}
