using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Series;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests;

/// <summary>What a call for the scorecard asks of storage does not grow with the nights that are kept.</summary>
public class ScorecardCostTests(ITestOutputHelper output)
{
    private static readonly DateOnly First = new(2026, 9, 25);

    [Fact]
    public async Task AScorecardCostsTheSameRequestsAfterThreeAndAfterThirtyNights()
    {
        var (few, many) = (await RequestsAsync(3), await RequestsAsync(30));

        Assert.InRange(few.Count, 3, 20);
        Assert.Equal(few, many);
    }

    [Fact]
    public async Task TheNightBeforeIsFoundAfterItsRunWasDropped()
    {
        await using var nights = await NightsAsync(3);
        await nights.Runs.RemoveAsync(Run(0), default);
        // Held, it has a scorecard as well, and is of the night between.
        await nights.Runs.ChangeAsync(Run(1), run => run with { Phase = RunPhase.Held }, default);

        Assert.Equal([Run(0)], await nights.Scorecards.BeforeAsync(Run(1).Date, default));
        Assert.Empty(await nights.Scorecards.BeforeAsync(Run(1).Date.AddMonths(3), default));
        Assert.Equal(
            [Run(2), Run(1), Run(0)],
            await nights.Scorecards.BetweenAsync(Run(0).Date, Run(1).Date.AddMonths(3), default));
        var movement = (await nights.GetAsync($"?run={Run(2)}")).GetProperty("movement");
        Assert.Equal($"{Run(0)}", movement.GetProperty("from").GetString());
    }

    [Fact]
    public async Task ASeriesOfFourHundredNightsIsOneRequest()
    {
        await using var nights = await NightsAsync(1);
        await nights.MeasureAsync(400);
        nights.Requests.Clear();
        var clock = Stopwatch.StartNew();
        var points = await nights.Series.ReadAsync(
            SeriesBy.Total, ["customers", "newShare"], First.AddDays(5), First.AddDays(395), current: null, default);

        output.WriteLine($"{points.Count} of 400 nights in {clock.ElapsedMilliseconds} ms");
        Assert.Equal(Enumerable.Range(5, 391).Select(Run), points.Select(point => point.Run));
        Assert.All(points, point => Assert.Equal((0.0, null), (point.Values["customers"], point.Values["newShare"])));
        Assert.Equal(1, nights.Requests.Counts.Values.Sum());
    }

    /// <summary>The requests of one call, by kind and address without its run.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> RequestsAsync(int count)
    {
        await using var nights = await NightsAsync(count);
        nights.Requests.Clear();
        var answer = await nights.GetAsync("");
        Assert.Equal($"{Run(count - 2)}", answer.GetProperty("movement").GetProperty("from").GetString());
        return nights.Requests.Counts;
    }

    private static RunId Run(int night) => new(First.AddDays(night), 1);

    private static async Task<Nights> NightsAsync(int count)
    {
        var account = new TestAccount();
        await account.InitializeAsync();
        var nights = new Nights(account, new Flow(account));
        for (var night = 0; night < count; night++)
            await nights.PublishAsync(Run(night));
        return nights;
    }

    /// <summary>Nights of nobody, published, in an account that counts what is asked of it.</summary>
    private sealed class Nights : IAsyncDisposable
    {
        private readonly TestAccount account;
        private readonly Flow flow;
        private readonly BlobServiceClient blobs;
        private readonly TableServiceClient tables;

        public Nights(TestAccount account, Flow flow)
        {
            (this.account, this.flow) = (account, flow);
            var (blobOptions, tableOptions) = (new BlobClientOptions(), new TableClientOptions());
            blobOptions.AddPolicy(Requests, HttpPipelinePosition.PerCall);
            tableOptions.AddPolicy(Requests, HttpPipelinePosition.PerCall);
            blobs = new BlobServiceClient(account.ConnectionString, blobOptions);
            tables = new TableServiceClient(account.ConnectionString, tableOptions);
            Runs = new RunStore(tables);
            Scorecards = new ScorecardStore(
                blobs, Runs, flow.Get<CleanRowStore>(), flow.Get<PortfolioSources>(), flow.Get<DecisionOptions>(),
                flow.Get<TargetOptions>(), flow.Get<ScorecardOptions>());
            Series = new SeriesStore(tables, Scorecards, Runs, flow.Get<DecisionOptions>());
        }

        public RequestCounts Requests { get; } = new();

        public RunStore Runs { get; }

        public ScorecardStore Scorecards { get; }

        public SeriesStore Series { get; }

        public async Task PublishAsync(RunId run)
        {
            var state = new RunState
            {
                Id = run,
                Phase = RunPhase.Published,
                Buckets = 1,
                Extracts = [],
                Models = new Dictionary<string, string>(),
                OpenedAt = DateTimeOffset.UnixEpoch,
            };
            await Runs.TryOpenAsync(state, default);
            var part = new ScorecardPart
            {
                Deciles = new Dictionary<int, ScorecardCell>(),
                Segments = new Dictionary<string, ScorecardCell>(),
            };
            await Scorecards.WritePartAsync(run, 0, part, default);
            await Scorecards.MergeAsync(state, null, default);
            await Series.KeepAsync(run, default);
            await new RunPointerStore(tables, TimeProvider.System).SetAsync(run, default);
        }

        /// <summary>Keeps the measures of nights, each published after the other.</summary>
        public async Task MeasureAsync(int count)
        {
            var part = new ScorecardPart
            {
                Deciles = new Dictionary<int, ScorecardCell>(),
                Segments = new Dictionary<string, ScorecardCell>(),
            };
            for (var night = 0; night < count; night++)
                await Series.KeepAsync(
                    Scorecard.Merge(Run(night), "EUR", [part], flow.Get<ScorecardOptions>()), default);
        }

        public async Task<System.Text.Json.JsonElement> GetAsync(string query)
        {
            var context = new DefaultHttpContext { RequestServices = flow.Get<IServiceProvider>() };
            context.Request.QueryString = new QueryString(query);
            context.Response.Body = new MemoryStream();
            var function = new GetScorecard(
                Scorecards, Runs, new RunPointerStore(tables, TimeProvider.System), new OutcomeStore(tables),
                new CalibrationStore(blobs, Scorecards, flow.Get<TargetOptions>(), flow.Get<DecisionOptions>()),
                flow.Get<DecisionOptions>());
            await (await function.RunAsync(context.Request, default)).ExecuteAsync(context);
            Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
            context.Response.Body.Position = 0;
            using var document = await System.Text.Json.JsonDocument.ParseAsync(context.Response.Body);
            return document.RootElement.Clone();
        }

        public async ValueTask DisposeAsync()
        {
            await flow.DisposeAsync();
            await account.DisposeAsync();
        }
    }

    /// <summary>Counts the requests that go through a client, by verb and resource.</summary>
    private sealed class RequestCounts : HttpPipelineSynchronousPolicy
    {
        private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, int> Counts => counts;

        public void Clear() => counts.Clear();

        public override void OnSendingRequest(HttpMessage message)
        {
            lock (counts)
            {
                var last = message.Request.Uri.Path.Split('/')[^1].Split('(')[0];
                var resource = last.StartsWith("20", StringComparison.Ordinal) ? "comparison" : last;
                var what = $"{message.Request.Method} {resource}";
                counts[what] = counts.GetValueOrDefault(what) + 1;
            }
        }
    }
}
