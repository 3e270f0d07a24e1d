using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Tests.Reap.Commands;
using ReapFunctions.Ml;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>A model made with ML.NET itself, brought to a running app.</summary>
public sealed class BroughtModelTests : IDisposable
{
    private static readonly RunId First = new(Extracts.FirstNight, 1);
    private static readonly RunId Second = new(Extracts.FirstNight.AddDays(1), 1);

    private readonly FileInfo file = new(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip"));

    public void Dispose() => file.Delete();

    [Fact]
    public async Task AModelIsJudgedKeptAsChallengerMadeChampionAndScoresTheNextRun()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        await local.UploadAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0));
        await local.PublishedAsync(First);
        await WhatCannotBeTakenIsRefusedAsync(local);

        await File.WriteAllBytesAsync(file.FullName, Model("tenureMonths"));
        var added = await ReapAsync(local, "model", "add", "churn", file.FullName);
        Assert.Contains("churn: model 20261120-", added, StringComparison.Ordinal);
        Assert.Contains("kept as challenger", added, StringComparison.Ordinal);
        Assert.Contains("against the champion's", added, StringComparison.Ordinal);
        var models = (await local.GetAsync("api/models"))["models"]!.AsArray()
            .Where(model => (string?)model!["target"] == "churn").ToList();
        Assert.Equal([true, false], models.Select(model => (bool)model!["champion"]!));

        var shown = await ReapAsync(local, "model", "show", "churn", "--challenger");
        Assert.Contains("brought, ", shown, StringComparison.Ordinal);
        Assert.Contains("tenureMonths <= ", shown, StringComparison.Ordinal);
        Assert.Contains("matters", shown, StringComparison.Ordinal);

        await ReapAsync(local, "model", "add", "churn", file.FullName, "--champion");
        Assert.Equal(HttpStatusCode.NotFound, (await local.Http.GetAsync("api/models/churn?challenger=true")).StatusCode);
        var stored = PropensityModel.Load(await local.Http.GetStreamAsync("api/models/churn"));
        Assert.Equal(["contractType", "tenureMonths"], stored.Columns.Order());

        await local.UploadAsync(LocalApp.PathOf(Second.Date), await Extracts.OfNightAsync(1));
        await local.PublishedAsync(Second);
        var run = (await local.GetAsync("api/runs"))["runs"]!.AsArray().First(run => (string?)run!["run"] == Second.ToString());
        Assert.Equal((string?)models[1]!["version"], (string?)run!["models"]!["churn"]);
    }

    private static async Task WhatCannotBeTakenIsRefusedAsync(LocalApp local)
    {
        var unfit = await PostAsync(local, "churn", Model("shoeSize"), HttpStatusCode.BadRequest);
        var column = Assert.Single(unfit["columns"]!.AsArray());
        Assert.Equal(("shoeSize", "is missing"), ((string?)column!["column"], (string?)column["fault"]));
        await PostAsync(local, "churn", "no zip at all"u8.ToArray(), HttpStatusCode.BadRequest);
        await PostAsync(local, "churn", [], HttpStatusCode.BadRequest);
        await PostAsync(local, "churn?champion=perhaps", Model("tenureMonths"), HttpStatusCode.BadRequest);
        var unknown = await PostAsync(local, "luck", Model("tenureMonths"), HttpStatusCode.NotFound);
        Assert.Contains("churn", (string?)unknown["detail"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await local.Http.GetAsync("api/models/luck")).StatusCode);
    }

    private static async Task<JsonNode> PostAsync(LocalApp local, string target, byte[] body, HttpStatusCode expected)
    {
        using var answer = await local.Http.PostAsync($"api/models/{target}", new ByteArrayContent(body));
        Assert.Equal(expected, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<string> ReapAsync(LocalApp local, params string[] args)
    {
        var reaped = await ReapResult.RunAsync([.. args, "--url", $"{local.Http.BaseAddress}"]);
        Assert.True(reaped.Code == ExitCode.Ok, reaped.Output);
        return reaped.Output;
    }

    /// <summary>Trees of ML.NET over a number of this name and the kind of contract.</summary>
    private static byte[] Model(string number)
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 500).Select(_ =>
        {
            var (months, monthly) = (random.Next(0, 100), random.Next(2) == 0);
            var chance = (monthly ? 0.35 : 0.05) + (months < 12 ? 0.2 : 0);
            return new Customer
            {
                Months = months,
                Contract = monthly ? "monthly" : "two-year",
                Label = random.NextDouble() < chance,
            };
        }));
        var named = ml.Transforms.CopyColumns(number, nameof(Customer.Months))
            .Append(ml.Transforms.SelectColumns(number, "contractType", nameof(Customer.Label)))
            .Fit(data).Transform(data);
        var model = ml.Transforms.Categorical.OneHotEncoding("Kind", "contractType")
            .Append(ml.Transforms.Concatenate("Features", number, "Kind"))
            .Append(ml.BinaryClassification.Trainers.FastTree(
                numberOfLeaves: 4, numberOfTrees: 20, minimumExampleCountPerLeaf: 10))
            .Fit(named);
        using var zip = new MemoryStream();
        ml.Model.Save(model, named.Schema, zip);
        return zip.ToArray();
    }

    private sealed class Customer
    {
        public float Months { get; set; }

        [ColumnName("contractType")]
        public string Contract { get; set; } = "";

        public bool Label { get; set; }
    }
}
