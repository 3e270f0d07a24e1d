using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>A correction that is only a part of its file: held, read by its id alone, and published by hand.</summary>
public class HeldRunTests
{
    private const int RowsOfPart = 39;
    private static readonly RunId Whole = new(Extracts.FirstNight, 1);
    private static readonly RunId Part = new(Extracts.FirstNight, 2);
    private static readonly RunId Again = new(Extracts.FirstNight, 3);

    [Fact]
    public async Task APartOfAFileIsHeldAndPublishedByHandOnly()
    {
        await using var stage = await Stage.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        var file = await Extracts.OfNightAsync(0);
        await stage.UploadAsync(Stage.PathOf(Whole.Date), file);
        await stage.PublishedAsync(Whole);
        var customers = await CustomersOfAsync(stage, Whole);

        await stage.UploadAsync(Stage.PathOf(Part.Date), HeadOf(file));
        await HeldAsync(stage, Part);

        await AssertNobodyReadsItAsync(stage, customers);
        await AssertItIsReadByItsIdAsync(stage);
        await PublishAsync(stage, Part, HttpStatusCode.OK);
        await AssertCurrentAsync(stage, Part);
        Assert.Equal("published", await stage.StateAsync(Part));
        Assert.NotEmpty((await RunAsync(stage, Part))["doubts"]!.AsArray());
        await PublishAsync(stage, Whole, HttpStatusCode.OK);
        await AssertCurrentAsync(stage, Whole);
    }

    [Fact]
    public async Task ALaterRunOfTheDateTakesThePlaceOfAHeldOne()
    {
        await using var stage = await Stage.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        var file = await Extracts.OfNightAsync(0);
        await stage.UploadAsync(Stage.PathOf(Whole.Date), file);
        await stage.PublishedAsync(Whole);
        await stage.UploadAsync(Stage.PathOf(Part.Date), HeadOf(file));
        await HeldAsync(stage, Part);

        await stage.UploadAsync(Stage.PathOf(Again.Date), [.. file, .. "\n"u8]);
        await stage.PublishedAsync(Again);

        await AssertCurrentAsync(stage, Again);
        await PublishAsync(stage, Part, HttpStatusCode.Conflict);
        await AssertCurrentAsync(stage, Again);
        Assert.Equal("held", await stage.StateAsync(Part));
        // What nobody has read is nothing to compare with.
        Assert.Equal(Whole.ToString(), (string?)(await stage.GetAsync("api/scorecard"))["movement"]!["from"]);
    }

    private static byte[] HeadOf(byte[] file) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(file).Split('\n').Take(RowsOfPart + 1)) + "\n");

    private static Task HeldAsync(Stage stage, RunId run) =>
        stage.UntilAsync($"run {run} is held", async () => await stage.StateAsync(run) == "held");

    private static async Task AssertNobodyReadsItAsync(Stage stage, long customers)
    {
        await AssertCurrentAsync(stage, Whole);
        Assert.Equal(customers, (long)(await stage.GetAsync("api/scorecard"))["scorecard"]!["total"]!["sums"]!["customers"]!);
        var run = await RunAsync(stage, Part);
        Assert.Null(run["publishedAt"]);
        Assert.InRange((long)run["customers"]!, 1, RowsOfPart);
        var doubt = run["doubts"]!.AsArray().Single(doubt => (string?)doubt!["kind"] == "customers")!;
        Assert.Contains($"the median of the runs before is {customers}: ", (string?)doubt["sentence"]);
        Assert.InRange((double)doubt["figure"]!, 0.01, 0.1);
        Assert.Equal(0.7, (double)doubt["limit"]!);
    }

    private static async Task AssertItIsReadByItsIdAsync(Stage stage)
    {
        var scorecard = (await stage.GetAsync($"api/scorecard?run={Part}"))["scorecard"]!;
        Assert.Equal((long)(await RunAsync(stage, Part))["customers"]!, (long)scorecard["total"]!["sums"]!["customers"]!);
    }

    private static async Task<JsonNode> RunAsync(Stage stage, RunId run) =>
        (await stage.GetAsync("api/runs"))["runs"]!.AsArray().Single(found => (string?)found!["run"] == run.ToString())!;

    private static async Task<long> CustomersOfAsync(Stage stage, RunId run) =>
        (long)(await RunAsync(stage, run))["customers"]!;

    private static async Task AssertCurrentAsync(Stage stage, RunId run) =>
        Assert.Equal(run.ToString(), (string?)(await stage.GetAsync("api/runs"))["current"]);

    private static async Task PublishAsync(Stage stage, RunId run, HttpStatusCode expected)
    {
        using var answer = await stage.Http.PostAsync($"api/runs/{run}/publish", null);
        Assert.Equal(expected, answer.StatusCode);
    }
}
