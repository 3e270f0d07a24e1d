using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using ReapFunctions.Csv;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// Two nights of generated customers of whom a part was referred: who is credited is who is named, worth what the night before
/// says; and no word of a customer who is erased is left.
/// </summary>
public sealed class AdvocacyNightTests : FlowTest
{
    private static readonly DateOnly Start = Extracts.FirstNight;

    private readonly SyntheticTelco telco = new(new TelcoOptions
    {
        Labelled = true,
        Customers = 1_500,
        FirstDrop = Start,
        Dirty = 0,
    });

    [Fact]
    public async Task WhoReferredOthersIsCreditedWithWhatTheyAreWorth()
    {
        await NightAsync(0);
        var referred = await ReferredAsync(0);
        var best = referred.GroupBy(customer => customer.By).MaxBy(named => named.Count())!;
        Assert.True(best.Count() > 1, "Somebody brought several.");
        var first = await AdvocacyAsync(best.Key);
        Assert.Equal((best.Count(), "typed", 40.0, 0), (
            (int)first["came"]!, (string?)first["from"], (double)first["each"]!, (int)first["valued"]!));
        var worth = 0m;
        foreach (var customer in best)
        {
            var value = (await CustomerAsync(customer.Id))["value"]!;
            Assert.Contains((string)value["advocacy"]!["cameBy"]!, (string[])["known", "left"]);
            worth += (decimal)value["current"]!;
        }

        await NightAsync(1);

        var second = await AdvocacyAsync(best.Key);
        Assert.Equal((best.Count(), worth), ((int)second["valued"]!, (decimal)second["worth"]!));
        await AReferralIsWorthWhatTheNightBeforeSaysAsync(second);
        await TheScorecardCountsThemAsync();
        await AListFindsThemAsync(best.Key);
        await NothingIsLeftOfWhoIsErasedAsync(best.Key, best.First().Id);
    }

    private async Task AReferralIsWorthWhatTheNightBeforeSaysAsync(JsonNode second)
    {
        var before = new RunId(Start, 1);
        var known = (await flow.Get<ScorecardStore>().ReadAsync(before, default))!.Advocacy!;
        var (all, referred) = (known.Newcomers[0].Arm + known.Newcomers[1].Arm, known.Newcomers[0].Arm);
        Assert.True(referred.Customers > 20);
        var worth = ReferralEstimate.Of(40, referred.Customers, referred.Mean, all.Variance, before);
        Assert.Equal(
            (worth.Each, EnumName.Of(worth.From), $"{before}"),
            ((double)second["each"]!, (string)second["from"]!, (string)second["asOf"]!));
        Assert.Equal(worth.Mean, (double)(await ScorecardAsync())["worth"]!["mean"]!);
    }

    private async Task TheScorecardCountsThemAsync()
    {
        var (scorecard, referred) = (await ScorecardAsync(), await ReferredAsync(1));
        var rows = scorecard["newcomers"]!.AsArray().ToDictionary(row => (string)row!["by"]!, row => (long)row!["customers"]!);
        Assert.Equal(referred.Count, rows["referral"]);
        Assert.True(rows["otherwise"] > rows["referral"]);
        Assert.Equal(referred.Count, scorecard["referrers"]!.AsObject().Sum(word => (long)word.Value!));
        Assert.Equal(
            (long)scorecard["referrers"]!["known"]! + (long)scorecard["referrers"]!["left"]!, (long)scorecard["came"]!);
        Assert.NotNull(scorecard["difference"]);
    }

    private async Task AListFindsThemAsync(string best)
    {
        var list = await flow.AnswerAsync(
            "GetPropensityList", "?format=json&includeControl=true&top=10000&where="
                + Uri.EscapeDataString("""{ "field": "advocacy.came", "atLeast": 1 }"""), new() { ["target"] = "churn" });
        var ids = list["rows"]!.AsArray().Select(row => (string)row!["customerId"]!).ToList();
        Assert.Subset((await ReferredAsync(1)).Select(customer => customer.By).ToHashSet(), ids.ToHashSet());
        Assert.Contains(best, ids);
    }

    private async Task NothingIsLeftOfWhoIsErasedAsync(string best, string newcomer)
    {
        Assert.Equal(200, await flow.EraseAsync(best));
        var blobs = flow.Get<BlobServiceClient>();
        foreach (var name in (string[])[Containers.Extracts, Containers.Clean, Containers.Scored, Containers.Receipts])
        {
            var container = blobs.GetBlobContainerClient(name);
            await foreach (var blob in container.GetBlobsAsync())
                Assert.DoesNotContain(
                    best, (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString(),
                    StringComparison.Ordinal);
        }

        // Billing goes on naming them: the newcomer still came by referral, and nobody is credited.
        await NightAsync(2);
        Assert.Equal(
            EnumName.Of(Referrer.Unknown), (string?)(await CustomerAsync(newcomer))["value"]!["advocacy"]!["cameBy"]);
    }

    private async Task<JsonNode> ScorecardAsync() => (await flow.AnswerAsync("GetScorecard", ""))["scorecard"]!["advocacy"]!;

    private Task<JsonNode> CustomerAsync(string id) => flow.AnswerAsync("GetCustomer", "", new() { ["id"] = id });

    private async Task<JsonNode> AdvocacyAsync(string id) => (await CustomerAsync(id))["value"]!["advocacy"]!;

    /// <summary>Of a drop: who came within 12 months and names somebody.</summary>
    private async Task<List<(string Id, string By)>> ReferredAsync(int drop)
    {
        using var extract = new MemoryStream(await ExtractAsync(drop));
        var rows = await CsvRows.ReadAllAsync(extract, rows => (
            Id: rows.Cell(CustomerColumns.Of("customerId")), By: rows.Cell(CustomerColumns.Of("referredBy")),
            Months: rows.Number(CustomerColumns.Of("tenureMonths"))), default);
        return [.. rows.Where(row => row.By.Length > 0 && row.Months <= 12).Select(row => (row.Id, row.By))];
    }

    private async Task<byte[]> ExtractAsync(int drop)
    {
        using var extract = new MemoryStream();
        await telco.WriteExtractAsync(drop, extract);
        return extract.ToArray();
    }

    private async Task NightAsync(int drop) => await flow.PlayAsync(
        await flow.CleanAsync($"customers/{Start.AddDays(drop):yyyy-MM-dd}/customers.csv", await ExtractAsync(drop)));
}
