using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests.Reads;

/// <summary>Of the customers of teams no more is read than is asked for, and what hangs on each team is what it has.</summary>
[Collection(SmallNightGroup.Name)]
public sealed class TeamReadsTests(SmallNight night)
{
    private const string Team = "Key customer desk";
    private const string Other = "Consumer sales";

    [Fact]
    public async Task WithoutATeamNoCustomerOfOneIsReadAndWithOneNoOther()
    {
        await night.BeginAsync();
        var reads = new BlobReads();
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start), reads);

        var teams = (await flow.AnswerAsync("GetRecoveryList", ""))["teams"]!.AsArray();

        Assert.NotEmpty(teams);
        Assert.Equal(["sums.json"], reads.Of("/teams/"));
        Assert.Empty(reads.Of("/accounts/"));
        foreach (var team in teams)
        {
            reads.Clear();
            var answer = await flow.AnswerAsync(
                "GetRecoveryList", $"?top=1000&team={Uri.EscapeDataString((string)team!["team"]!)}");
            var accounts = answer["accounts"]!.AsArray();
            Assert.Equal(
                ((long)team["customers"]!, (decimal)team["value"]!),
                (accounts.Count, accounts.Sum(account => (decimal)account!["value"]!)));
            Assert.Equal(2, reads.Of("/teams/").Count);
            Assert.Empty(reads.Of("/accounts/"));
        }
    }

    [Fact]
    public async Task WhoIsErasedLeavesTheirTeamAndItsSums()
    {
        await night.BeginAsync();
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var team = (string)(await flow.AnswerAsync("GetRecoveryList", ""))["teams"]![0]!["team"]!;
        var query = $"?top=1000&team={Uri.EscapeDataString(team)}";
        var before = await flow.AnswerAsync("GetRecoveryList", query);
        var person = (string)before["accounts"]![0]!["customerId"]!;

        Assert.Equal(200, await flow.EraseAsync(person));

        var after = await flow.AnswerAsync("GetRecoveryList", query);
        var left = after["accounts"]!.AsArray();
        Assert.Equal(before["accounts"]!.AsArray().Count - 1, left.Count);
        Assert.DoesNotContain(left, account => (string?)account!["customerId"] == person);
        Assert.Equal(
            left.Count,
            after["teams"]!.AsArray().Where(sum => (string?)sum!["team"] == team).Sum(sum => (long)sum!["customers"]!));
    }

    [Fact]
    public async Task TheFirstOfALargeTeamAreOneRequest()
    {
        await night.BeginAsync();
        var reads = new BlobReads();
        var options = new BlobClientOptions();
        options.AddPolicy(reads, HttpPipelinePosition.PerCall);
        var store = new AccountListStore(new BlobServiceClient(night.Account.ConnectionString, options));
        var run = new RunId(new DateOnly(2026, 1, 1), 1);
        for (var bucket = 0; bucket < 2; bucket++)
            await store.WritePartAsync(run, bucket, [.. Ranked(bucket)], default);
        await store.MergeAsync(run, 2, default);
        reads.Clear();

        var first = new List<AccountEntry>();
        await foreach (var entry in store.OfAsync(run, Team, default))
        {
            first.Add(entry);
            if (first.Count == 100)
                break;
        }

        Assert.Equal(
            Enumerable.Range(0, 100).Select(place => 10_000 - (place / 2 * 2) - (0.5 * (place % 2))),
            first.Select(entry => entry.ValueAtRisk));
        Assert.Single(reads.Of("/teams/"));
        var sums = (await store.SumsAsync(run, default))!;
        Assert.Equal([(Other, 5_000L), (Team, 5_000L)], sums.Select(sum => (sum.Team, sum.Customers)));
    }

    [Fact]
    public async Task ARunOneOfWhoseBucketsKnewNoTeamsHasNone()
    {
        await night.BeginAsync();
        var store = new AccountListStore(night.Account.Blobs);
        var run = new RunId(new DateOnly(2026, 1, 2), 1);
        await store.WritePartAsync(run, 0, [.. Ranked(0)], default);

        await store.MergeAsync(run, 2, default);

        Assert.Null(await store.SumsAsync(run, default));
    }

    /// <summary>5,000 customers of a bucket, by falling value at risk, every other of the team.</summary>
    private static IEnumerable<AccountEntry> Ranked(int bucket) =>
        Enumerable.Range(0, 5_000).Select(place => new AccountEntry(
            $"c{place}.{bucket}", place % 2 == 0 ? Team : Other, ValueBand.High, "consumer", 100, 10_000 - place - (0.5 * bucket),
            "low", null, null, null, false));

    /// <summary>The blobs that were read, by the last part of their names.</summary>
    private sealed class BlobReads : HttpPipelineSynchronousPolicy
    {
        private readonly ConcurrentQueue<string> paths = [];

        public IReadOnlyList<string> Of(string folder) =>
            [.. paths.Where(path => path.Contains(folder, StringComparison.Ordinal)).Select(path => path.Split('/')[^1])];

        public void Clear() => paths.Clear();

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Get)
                paths.Enqueue(message.Request.Uri.Path);
        }
    }
}
