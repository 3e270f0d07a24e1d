using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Care;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A cause of complaints that is planted in the first night: found by the second, named, on the scorecard, and its list of
/// recovery opened. What agents recorded counts, and goes with the person.
/// </summary>
public sealed class CareNightTests : FlowTest
{
    private const int Customers = 3_000;
    private static readonly DateOnly Start = Extracts.FirstNight;
    private static readonly RunId Second = new(Start.AddDays(1), 1);

    private static readonly PlantedCause Planted = new("outage", Product.Broadband, Region.South, 0);

    private readonly SyntheticTelco telco = new(new TelcoOptions
    {
        Labelled = true,
        Customers = Customers,
        FirstDrop = Start,
        RootCause = Planted,
    });

    [Fact]
    public async Task APlantedCauseIsFoundByItsSecondNightAndOpensTheListOfThoseItStrikes()
    {
        await NightAsync(0);
        var voicer = telco.IdOf(telco.CustomersOf(1).First(customer => !customer.Left && !Planted.Strikes(customer)).Number);
        // Recorded twice on one day it is one case; with that of the day before they are two.
        await flow.Get<FeedbackStore>().AddAsync(Feedback(voicer, "f1") with { At = Noon(Start) }, default);
        await flow.Get<FeedbackStore>().AddAsync(Feedback(voicer, "f2"), default);
        await flow.Get<FeedbackStore>().AddAsync(Feedback(voicer, "f3"), default);
        await NightAsync(1);

        var outbreak = Assert.Single((await flow.Get<RunStore>().GetAsync(Second, default)).Outbreaks);
        Assert.Equal(
            ("outage", "broadband", "south", null, Second.Date),
            (outbreak.Cause, outbreak.Product, outbreak.Region, outbreak.Channel, outbreak.FoundOn));
        Assert.Equal(1, flow.Done["Spreads"]);

        var scorecard = await flow.AnswerAsync("GetScorecard", $"?run={Second}");
        Assert.Equal("outage", (string?)scorecard["scorecard"]!["outbreaks"]![0]!["cause"]);
        var total = scorecard["scorecard"]!["rootCauses"]!.AsArray()
            .Single(row => (string?)row!["cause"] == "outage" && (string?)row["by"] == "total")!;
        Assert.True((long)total["customers"]! >= outbreak.Cases, "The struck who complained are on the scorecard.");
        Assert.Contains(
            scorecard["movement"]!["rootCauses"]!.AsArray(),
            move => (string?)move!["cause"] == "outage" && (string?)move["by"] == "region" && (string?)move["name"] == "south"
                && (long)move["customers"]! > 0);

        await ListIsThoseWhomItStrikesAsync();
        await WhoSaysYesIsSoldToAgainAsync();
        await ThePersonGoesWithTheFeedbackAsync(voicer);
    }

    /// <summary>Who is struck and says yes is off the list in the next night, in the proof still, and erased whole.</summary>
    private async Task WhoSaysYesIsSoldToAgainAsync()
    {
        var list = await flow.AnswerAsync("GetRecoveryList", "?proactive=true&top=10000");
        var struck = (string)list["entries"]![0]!["customerId"]!;
        var (again, before) = ((string)list["entries"]![1]!["customerId"]!, (string)list["entries"]![2]!["customerId"]!);
        await SaysYesAsync(struck);
        await LeavesTheListAtOnceAsync(list, struck);
        await SaysYesAndIsUnhappyAsync(again, minutes: 6);
        await SaysYesAndIsUnhappyAsync(before, minutes: -6);
        await NightAsync(2);
        await OnlyWhatCameAfterTheYesIsToBePutRightAsync(again, before);

        var after = await flow.AnswerAsync("GetRecoveryList", "?proactive=true&top=10000");
        Assert.NotEmpty(after["outbreaks"]!.AsArray());
        Assert.DoesNotContain(after["entries"]!.AsArray(), entry => (string?)entry!["customerId"] == struck);
        var digests = await flow.Get<ScorecardStore>().DigestsAsync(new RunId(Start.AddDays(2), 1), default);
        Assert.Contains(digests, digest => digest.Rows.Select((row, place) => (row, place))
            .Any(found => found.row.Key == RunDigest.KeyOf(struck) && digest.CareOf(found.place).IsRecovering));
        Assert.True(await HoldsRightAsync(struck), "The day of the yes is kept beside the cases.");

        Assert.Equal(200, await flow.EraseAsync(struck));
        Assert.False(await HoldsRightAsync(struck));
    }

    private Task SaysYesAsync(string customer) => flow.Get<OutcomeStore>().AddAsync(new OutcomeRecord
    {
        CustomerId = customer,
        OutcomeId = "y1",
        At = Noon(Start.AddDays(2)),
        Offer = "putRight",
        Group = "putRight",
        Reply = Reply.Accepted,
        Run = Second.ToString(),
        Cause = "outage",
    }, default);

    private async Task SaysYesAndIsUnhappyAsync(string customer, int minutes)
    {
        await SaysYesAsync(customer);
        await flow.Get<FeedbackStore>().AddAsync(
            Feedback(customer, "f9") with { At = Noon(Start.AddDays(2)).AddMinutes(minutes), Cause = "price" }, default);
    }

    private async Task OnlyWhatCameAfterTheYesIsToBePutRightAsync(string after, string before)
    {
        var entries = (await flow.AnswerAsync("GetRecoveryList", "?top=10000"))["entries"]!.AsArray();
        Assert.DoesNotContain(entries, entry => (string?)entry!["customerId"] == before);
        var found = Assert.Single(entries, entry => (string?)entry!["customerId"] == after)!;
        Assert.Equal(("price", false), ((string?)found["cause"], (bool)found["proactive"]!));
        Assert.Equal(200, await flow.EraseAsync(after));
        Assert.Equal(200, await flow.EraseAsync(before));
    }

    /// <summary>Before the next night: so that nobody calls them twice.</summary>
    private async Task LeavesTheListAtOnceAsync(JsonNode before, string customer)
    {
        var now = await flow.AnswerAsync("GetRecoveryList", "?proactive=true&top=10000");
        Assert.DoesNotContain(now["entries"]!.AsArray(), entry => (string?)entry!["customerId"] == customer);
        Assert.Equal(1, (long)now["putRight"]!);
        Assert.Equal((long)before["customers"]! - 1, (long)now["customers"]!);
        Assert.Equal((long)before["withheld"]!, (long)now["withheld"]!);
        long Recovering(JsonNode answer) => answer["teams"]!.AsArray().Sum(team => (long)team!["inRecovery"]!);
        var team = (string?)before["entries"]![0]!["team"];
        Assert.Equal(Recovering(before) - (team is null ? 0 : 1), Recovering(now));
        Assert.Null((await flow.AnswerAsync("GetCustomer", "", new() { ["id"] = customer }))["recovery"]);
    }

    private async Task<bool> HoldsRightAsync(string customer)
    {
        var blobs = flow.Get<BlobServiceClient>();
        await foreach (var blob in blobs.GetBlobContainerClient(Containers.Scored).GetBlobsAsync())
        {
            if (blob.Name.Contains("/right/", StringComparison.Ordinal)
                && (await TextAsync(blobs, Containers.Scored, blob.Name)).Contains(customer, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>All who hold the product in the region and have said nothing, less those whom another rule recovers.</summary>
    private async Task ListIsThoseWhomItStrikesAsync()
    {
        var list = await flow.AnswerAsync("GetRecoveryList", "?proactive=true&top=10000");
        var struck = telco.CustomersOf(1).Where(customer => !customer.Left && Planted.Strikes(customer))
            .Select(customer => telco.IdOf(customer.Number)).ToHashSet();
        string[] listed = [.. list["entries"]!.AsArray().Select(entry => (string)entry!["customerId"]!)];
        Assert.Subset(struck, listed.ToHashSet());
        Assert.InRange(listed.Length, 0.7 * struck.Count, struck.Count);
        Assert.True((long)list["withheld"]! > 0, "The control group goes without.");
        Assert.All(list["entries"]!.AsArray(), entry => Assert.Equal(
            ("struck", "outage", "putRight"),
            ((string?)entry!["rule"], (string?)entry["cause"], (string?)entry["offer"])));
        var tv = await flow.AnswerAsync("GetPropensityList", "?format=json&includeControl=true", new() { ["target"] = "tv" });
        Assert.Empty(listed.Intersect(tv["rows"]!.AsArray().Select(row => (string)row!["customerId"]!)));
    }

    private async Task ThePersonGoesWithTheFeedbackAsync(string voicer)
    {
        var recovered = await flow.AnswerAsync("GetRecoveryList", "?rule=repeated");
        Assert.Contains(recovered["entries"]!.AsArray(), entry => (string?)entry!["customerId"] == voicer);

        Assert.Equal(200, await flow.EraseAsync(voicer));

        Assert.Empty(await flow.Get<FeedbackStore>().OfAsync(voicer, default));
        Assert.Empty(flow.Get<TableServiceClient>().GetTableClient(Tables.Feedback).Query<TableEntity>());
        var blobs = flow.Get<BlobServiceClient>();
        foreach (var (container, name) in new[]
        {
            (Containers.Scored, "/cases/"), (Containers.Lists, "/recovery/"), (Containers.Lists, "/accounts/"),
            (Containers.Lists, "/teams/"), (Containers.Scored, "/recovering/"),
        })
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container).GetBlobsAsync())
            {
                if (blob.Name.Contains(name, StringComparison.Ordinal))
                    Assert.DoesNotContain(voicer, await TextAsync(blobs, container, blob.Name), StringComparison.Ordinal);
            }
        }
    }

    private static async Task<string> TextAsync(BlobServiceClient blobs, string container, string name) =>
        (await blobs.GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    private static FeedbackRecord Feedback(string customer, string id) => new()
    {
        CustomerId = customer,
        FeedbackId = id,
        At = Noon(Second.Date),
        Cause = "price",
    };

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    private Task NightAsync(int drop) => flow.PlayDropAsync(telco, Start, drop, DetailShape.Complaints);
}
