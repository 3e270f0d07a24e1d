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
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        var file = await Extracts.OfNightAsync(0);
        await local.UploadAsync(LocalApp.PathOf(Whole.Date), file);
        await local.PublishedAsync(Whole);
        var customers = await CustomersOfAsync(local, Whole);

        await local.UploadAsync(LocalApp.PathOf(Part.Date), HeadOf(file));
        await HeldAsync(local, Part);

        await AssertNobodyReadsItAsync(local, customers);
        await AssertItIsReadByItsIdAsync(local);
        await AssertSeriesAsync(local, Whole, customers);
        await PublishAsync(local, Part, HttpStatusCode.OK);
        await AssertCurrentAsync(local, Part);
        await AssertSeriesAsync(local, Part, (long)(await RunAsync(local, Part))["customers"]!);
        Assert.Equal("published", await local.StateAsync(Part));
        Assert.NotEmpty((await RunAsync(local, Part))["doubts"]!.AsArray());
        await PublishAsync(local, Whole, HttpStatusCode.OK);
        await AssertCurrentAsync(local, Whole);
    }

    [Fact]
    public async Task ALaterRunOfTheDateTakesThePlaceOfAHeldOne()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "2" });
        var file = await Extracts.OfNightAsync(0);
        await local.UploadAsync(LocalApp.PathOf(Whole.Date), file);
        await local.PublishedAsync(Whole);
        await local.UploadAsync(LocalApp.PathOf(Part.Date), HeadOf(file));
        await HeldAsync(local, Part);

        await local.UploadAsync(LocalApp.PathOf(Again.Date), [.. file, .. "\n"u8]);
        await local.PublishedAsync(Again);

        await AssertCurrentAsync(local, Again);
        await PublishAsync(local, Part, HttpStatusCode.Conflict);
        await AssertCurrentAsync(local, Again);
        Assert.Equal("held", await local.StateAsync(Part));
        // Nor with its own earlier version nor with what nobody has read is the first night compared.
        Assert.Null((await local.GetAsync("api/scorecard"))["movement"]);
    }

    private static byte[] HeadOf(byte[] file) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(file).Split('\n').Take(RowsOfPart + 1)) + "\n");

    private static Task HeldAsync(LocalApp local, RunId run) =>
        local.UntilAsync($"run {run} is held", async () => await local.StateAsync(run) == "held");

    private static async Task AssertNobodyReadsItAsync(LocalApp local, long customers)
    {
        await AssertCurrentAsync(local, Whole);
        Assert.Equal(customers, (long)(await local.GetAsync("api/scorecard"))["scorecard"]!["total"]!["sums"]!["customers"]!);
        var run = await RunAsync(local, Part);
        Assert.Null(run["publishedAt"]);
        Assert.InRange((long)run["customers"]!, 1, RowsOfPart);
        var doubt = run["doubts"]!.AsArray().Single(doubt => (string?)doubt!["kind"] == "customers")!;
        Assert.Contains($"the median of the runs before is {customers}: ", (string?)doubt["sentence"]);
        Assert.InRange((double)doubt["figure"]!, 0.01, 0.1);
        Assert.Equal(0.7, (double)doubt["limit"]!);
    }

    private static async Task AssertItIsReadByItsIdAsync(LocalApp local)
    {
        Assert.Equal($"{Part}", (string?)(await local.GetAsync($"api/lists/churn?run={Part}&format=json"))["run"]);
        var scorecard = (await local.GetAsync($"api/scorecard?run={Part}"))["scorecard"]!;
        Assert.Equal((long)(await RunAsync(local, Part))["customers"]!, (long)scorecard["total"]!["sums"]!["customers"]!);
    }

    /// <summary>The series knows published runs alone, and one of each date.</summary>
    private static async Task AssertSeriesAsync(LocalApp local, RunId run, long customers)
    {
        var series = await local.GetAsync("api/scorecard/series?measures=customers,valueRetention");
        var point = Assert.Single(series["points"]!.AsArray())!;
        Assert.Equal((run.ToString(), "total"), ((string?)point["run"], (string?)point["name"]));
        Assert.Equal(customers, (long)point["values"]!["customers"]!);
        Assert.Equal(
            ["customers", "valueRetention"],
            point["values"]!.AsObject().Select(value => value.Key).Order(StringComparer.Ordinal));
        Assert.Equal(10, (await local.GetAsync("api/scorecard/series?by=decile"))["points"]!.AsArray().Count);
        foreach (var (query, parameter) in new[]
            { ("measures=valueRetention,love", "measures"), ("by=region", "by"), ("from=yesterday", "from"),
                ("from=2026-11-22&to=2026-11-21", "to"), ("to=21.11.2026", "to") })
        {
            using var answer = await local.Http.GetAsync($"api/scorecard/series?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(parameter, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["parameter"]);
        }
    }

    private static async Task<JsonNode> RunAsync(LocalApp local, RunId run) =>
        (await local.GetAsync("api/runs"))["runs"]!.AsArray().Single(found => (string?)found!["run"] == run.ToString())!;

    private static async Task<long> CustomersOfAsync(LocalApp local, RunId run) =>
        (long)(await RunAsync(local, run))["customers"]!;

    private static async Task AssertCurrentAsync(LocalApp local, RunId run) =>
        Assert.Equal(run.ToString(), (string?)(await local.GetAsync("api/runs"))["current"]);

    private static async Task PublishAsync(LocalApp local, RunId run, HttpStatusCode expected)
    {
        using var answer = await local.Http.PostAsync($"api/runs/{run}/publish", null);
        Assert.Equal(expected, answer.StatusCode);
    }
}
