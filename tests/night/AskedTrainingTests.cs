using System.Net;
using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Tests.Reap.Commands;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>A training that somebody asks for, with settings of its own.</summary>
public sealed class AskedTrainingTests
{
    private static readonly RunId First = new(Extracts.FirstNight, 1);

    [Fact]
    public async Task OneTargetIsTrainedByTheTrainersThatWereNamed()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        await local.UploadAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0));
        await local.PublishedAsync(First);
        var before = await ModelsAsync(local);

        foreach (var (query, parameter) in new[] { ("trainer=oracle", "trainer"), ("seed=-1", "seed"), ("seed=many", "seed") })
        {
            var answer = await local.Http.PostAsync($"api/models/train?{query}", null);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(parameter, (string?)problem["parameter"]);
        }
        var reaped = await ReapResult.RunAsync(
            "train", "churn", "--trainer", "logisticRegression", "--seed", "7", "--url", local.Http.BaseAddress!.ToString());

        Assert.True(reaped.Code == ExitCode.Ok, reaped.Output);
        var after = await ModelsAsync(local);
        Assert.Equal(before["broadband"]!.ToJsonString(), after["broadband"]!.ToJsonString());
        // Whichever wins, it was trained: the champion is the new one, or has been challenged.
        var churn = after["churn"]!;
        Assert.NotEqual(before["churn"]!.ToJsonString(), churn.ToJsonString());
        Assert.True((long?)churn["card"]!["seed"] == 7 || churn["lastChallenge"] is not null, churn.ToJsonString());
    }

    private static async Task<Dictionary<string, JsonNode>> ModelsAsync(LocalApp local) =>
        (await local.GetAsync("api/models"))["models"]!.AsArray()
            .ToDictionary(model => (string)model!["target"]!, model => model!);
}
