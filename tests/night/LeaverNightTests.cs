using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// Leavers and sleepers over two nights: a reason that was told is on the scorecard and in the series, whom to win back is
/// ranked, who fell asleep is found by their own rhythm, and all of it goes with the person.
/// </summary>
public sealed class LeaverNightTests : FlowTest
{
    private static readonly DateOnly Start = Extracts.FirstNight;
    private static readonly RunId Second = new(Start.AddDays(1), 1);

    private readonly SyntheticTelco telco = new(new TelcoOptions
    {
        Labelled = true,
        Customers = 3_000,
        FirstDrop = Start,
        Dirty = 0,
        Sleepers = new PlantedSleepers(0.2, -45, 1),
    });

    [Fact]
    public async Task AReasonIsCountedFormerCustomersAreRankedAndSleepersAreFound()
    {
        await NightAsync(0);
        var leaver = telco.IdOf(telco.CustomersOf(1).First(customer => customer.Left).Number);
        await flow.Get<OutcomeStore>().AddAsync(Told(leaver), default);
        await NightAsync(1);

        await ScorecardAsync();
        await WinBackAsync();
        await SleepersAsync();
        await ThePersonGoesAsync(leaver);
    }

    private async Task ScorecardAsync()
    {
        var card = await flow.AnswerAsync("GetScorecard", $"?run={Second}");
        var leavers = card["scorecard"]!["leavers"]!.AsArray();
        var price = leavers.Single(row => (string?)row!["reason"] == "price" && (string?)row["by"] == "total")!;
        Assert.Equal((1, "Found it cheaper elsewhere"), ((int)price["left"]!, (string?)price["title"]));
        Assert.Equal(
            (long)card["scorecard"]!["total"]!["sums"]!["lapsed"]!,
            leavers.Where(row => (string?)row!["by"] == "segment").Sum(row => (long)row!["left"]!));
        Assert.Contains(
            card["movement"]!["leavers"]!.AsArray(),
            move => (string?)move!["reason"] == "price" && (string?)move["by"] == "total" && (int)move["left"]! == 1);
        var series = await flow.AnswerAsync("GetSeries", "?measures=leaving.price,leaving.moved");
        Assert.Equal(
            [0, 1], series["points"]!.AsArray().Select(point => (double?)point!["values"]!["leaving.price"]));
    }

    private async Task WinBackAsync()
    {
        var all = await flow.AnswerAsync("GetWinBackList", "?top=10000");
        var entries = all["entries"]!.AsArray();
        Assert.Equal(telco.CustomersOf(1).Count(customer => customer.Left), (int)all["former"]!);
        Assert.Equal(
            (long)all["former"]!,
            entries.Count + (long)all["control"]! + Sum(all["notChosen"]!) + Sum(all["leftOut"]!));
        Assert.True(Sum(all["notChosen"]!) > 0 && (long)all["notChosen"]!["consent"]! > 0, "Not everybody agreed.");
        double[] expected = [.. entries.Select(entry => (double)entry!["expected"]!)];
        Assert.Equal(expected.OrderDescending(), expected);
        Assert.All(expected, amount => Assert.True(amount > 0));
        var calls = await flow.AnswerAsync("GetWinBackList", "?channel=call&top=10000");
        Assert.All(calls["entries"]!.AsArray(), entry => Assert.Equal("call", (string?)entry!["channel"]));
        Assert.True((long)calls["customers"]! < (long)all["customers"]!);
    }

    /// <summary>Of those who are taken for asleep most fell asleep, and they get their offer.</summary>
    private async Task SleepersAsync()
    {
        var where = Uri.EscapeDataString("""{"field":"rhythm.asleep","is":true}""");
        var list = await flow.AnswerAsync(
            "GetPropensityList", $"?format=json&where={where}", new() { ["target"] = "churn" });
        string[] found = [.. list["rows"]!.AsArray().Select(row => (string)row!["customerId"]!)];
        var planted = telco.CustomersOf(1)
            .Where(customer => telco.World.Options.Sleepers.FallsAsleepOn(telco.World.RandomOf(customer.Number)) < 0)
            .Select(customer => telco.IdOf(customer.Number)).ToHashSet();
        Assert.InRange(found.Length, 10, planted.Count);
        Assert.InRange(found.Count(planted.Contains) / (double)found.Length, 0.7, 1);

        var answers = new List<JsonNode>();
        foreach (var id in found.Take(20))
            answers.Add(await flow.AnswerAsync("GetPrompts", "?channel=email", new() { ["id"] = id }));
        Assert.All(answers, answer => Assert.Equal("contacts", (string?)answer["asleep"]!["of"]));
        Assert.Contains(
            answers, answer => answer["prompts"]!.AsArray().Any(prompt => (string?)prompt!["offer"] == "wakeUp"));
    }

    private async Task ThePersonGoesAsync(string leaver)
    {
        var places = new[] { (Containers.Scored, "/leaving/"), (Containers.Lists, "/winBack/") };
        foreach (var (container, name) in places)
            Assert.True(await NamesAsync(container, name, leaver) > 0, $"Nothing in {container}{name} names the leaver.");

        Assert.Equal(200, await flow.EraseAsync(leaver));

        foreach (var (container, name) in places)
            Assert.Equal(0, await NamesAsync(container, name, leaver));
        Assert.Empty(await flow.Get<OutcomeStore>().OfAsync(leaver, default));
    }

    private async Task<int> NamesAsync(string container, string name, string customer)
    {
        var (blobs, found) = (flow.Get<BlobServiceClient>().GetBlobContainerClient(container), 0);
        await foreach (var blob in blobs.GetBlobsAsync())
        {
            if (blob.Name.Contains(name, StringComparison.Ordinal)
                && (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString()
                    .Contains(customer, StringComparison.Ordinal))
                found++;
        }
        return found;
    }

    private static long Sum(JsonNode counts) => counts.AsObject().Sum(rule => (long)rule.Value!);

    private static OutcomeRecord Told(string customer) => new()
    {
        CustomerId = customer,
        OutcomeId = "exit-1",
        At = new DateTimeOffset(Second.Date.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
        Offer = "comeBack",
        Group = "comeBack",
        Reply = Reply.Declined,
        Leaving = "price",
        Segment = "family",
        ValueBand = "high",
    };

    private Task NightAsync(int drop) => flow.PlayDropAsync(telco, Start, drop, DetailShape.Interactions);
}
