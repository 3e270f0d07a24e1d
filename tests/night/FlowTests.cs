using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests;

/// <summary>Each step of a night is taken once when all goes well, and taken again when a process dies at it.</summary>
public class FlowTests
{
    private const int Buckets = 4;
    private static readonly RunId Run = new(Extracts.FirstNight, 1);

    [Fact]
    public async Task TheFirstNightOfFourFilesTrainsScoresAndPublishesOnce()
    {
        await using var night = await NightAsync();
        // There is nothing yet that a base period could begin with.
        Assert.Equal(StatusCodes.Status409Conflict, (await night.Flow.StartBasePeriodAsync()).Status);

        await night.Flow.PlayAsync(await FourFilesAsync(night.Flow));

        await PublishedAsync(night.Flow);
        EachOnce(night.Flow);
        Assert.Equal(Buckets, night.Flow.SentTo(Queues.ScoreBucket).Count());
        Assert.Equal(
            3 * Buckets, new[] { Queues.WriteValue, Queues.WriteRisk, Queues.WriteOffers }
            .Sum(queue => night.Flow.SentTo(queue).Count()));
        Assert.Single(night.Flow.SentTo(Queues.PublishRun));
    }

    [Fact]
    public async Task WhoeverDiesBeforeWhatItReturnsIsSentIsDoneAgainAndNothingIsLost()
    {
        await using var night = await NightAsync(dies: (_, before) => before == 0);

        await night.Flow.PlayAsync(await FourFilesAsync(night.Flow));

        await PublishedAsync(night.Flow);
        EachOnce(night.Flow);
        Assert.Single(night.Flow.SentTo(Queues.PublishRun));
    }

    [Fact]
    public async Task EveryMessageTwiceLeavesOneNight()
    {
        await using var night = await NightAsync();
        var flow = night.Flow;
        var files = await FourFilesAsync(flow);
        await flow.PlayAsync(files);

        // The queues may deliver each message again at any time.
        string[] queues = [
            Queues.StartRun, Queues.TrainModels, Queues.ScoreBucket, Queues.WriteValue, Queues.WriteRisk, Queues.WriteOffers,
            Queues.PublishRun];
        var all = files.Concat(queues.SelectMany(flow.SentTo)).ToArray();
        await flow.PlayAsync(all);

        await PublishedAsync(flow);
        EachOnce(flow);
        Assert.Single(flow.SentTo(Queues.PublishRun));
    }

    [Fact]
    public async Task ARunWhoseOpenerSentSomeOfItsBucketsIsFinishedByItAlone()
    {
        await using var night = await NightAsync();
        var flow = night.Flow;
        await flow.PlayAsync(
            new SentMessage(Queues.TrainModels, new TrainingMessage((await CustomersAsync(flow)).Date, ThenStartRun: false)));
        var opener = new SentMessage(Queues.StartRun, DropChanged.Now(Run.Date));
        var buckets = await flow.RunAsync(opener);
        Assert.Empty(await flow.RunAsync(new SentMessage(Queues.StartRun, DropChanged.Now(Run.Date))));
        // The host is killed when one of the messages is sent, and that bucket is scored before the lock of the opener's ends.
        await flow.PlayAsync(buckets[0]);

        Assert.Empty(await flow.RunAsync(new SentMessage(Queues.StartRun, DropChanged.Now(Run.Date))));
        Assert.Equal(buckets.Skip(1), await flow.RunAsync(opener));

        await flow.PlayAsync(opener);
        await PublishedAsync(flow);
        EachOnce(flow);
    }

    [Fact]
    public async Task ARunWhoseOpenerNeverCameAgainIsSentByTheNextWhoComes()
    {
        await using var night = await NightAsync();
        await using var before = new Flow(night.Account, Buckets, new LateClock(TimeSpan.FromHours(1)));
        await before.PlayAsync(
            new SentMessage(Queues.TrainModels, new TrainingMessage((await CustomersAsync(before)).Date, ThenStartRun: false)));
        await before.RunAsync(new SentMessage(Queues.StartRun, DropChanged.Now(Run.Date)));

        await night.Flow.PlayAsync(new SentMessage(Queues.StartRun, DropChanged.Now(Run.Date)));

        await PublishedAsync(night.Flow);
    }

    [Fact]
    public async Task ATrainingIsTakenOverFromADeadProcessAndTheRunThatWaitsStarts()
    {
        await using var night = await NightAsync();
        var drop = await CustomersAsync(night.Flow);
        var dead = new WorkClaimStore(night.Account.Tables, night.Account.Queues, new LateClock(TimeSpan.FromHours(1)));
        await using var claim = await dead.TryTakeAsync("training", default);

        await night.Flow.PlayAsync(new SentMessage(Queues.StartRun, drop));

        await PublishedAsync(night.Flow);
    }

    [Fact]
    public async Task ATrainingServesWhoeverAskedForItsDropBeforeItEnded()
    {
        await using var night = await NightAsync();
        var flow = night.Flow;
        var date = (await CustomersAsync(flow)).Date;
        SentMessage Asked() =>
            new(Queues.TrainModels, new TrainingMessage(date, ThenStartRun: false, TimeProvider.System.GetUtcNow()));
        var asked = Enumerable.Range(0, 4).Select(_ => Asked()).ToArray();

        await flow.PlayAsync(asked);
        Assert.Equal(1, flow.Done["Training"]);
        await flow.PlayAsync(Asked());

        Assert.Equal(2, flow.Done["Training"]);
        Assert.Equal(TrainingPhase.Finished, (await flow.Get<TrainingStore>().FindAsync(default))!.Phase);
    }

    [Fact]
    public async Task ATrainingOfSomeTargetsServesWhoeverAskedForThemAndNobodyElse()
    {
        await using var night = await NightAsync();
        var flow = night.Flow;
        var date = (await CustomersAsync(flow)).Date;
        var names = flow.Get<TargetOptions>().All.Select(target => target.Name).ToList();
        SentMessage Asked(params string[]? targets) => new(Queues.TrainModels, new TrainingMessage(
            date, ThenStartRun: false, TimeProvider.System.GetUtcNow(), Targets: targets));
        var (some, others, all) = (Asked(names[0]), Asked(names[1]), Asked(null));

        await flow.RunAsync(some);
        Assert.Equal(1, flow.Done["Trained"]);
        Assert.Equal([names[0]], (await flow.Get<ChampionStore>().AllAsync(default)).Keys);
        Assert.Null(await flow.Get<BasePeriodStore>().FindAsync(default));
        // The message again, as after a crash.
        await flow.RunAsync(some);
        Assert.Equal(1, flow.Done["Trained"]);
        await flow.RunAsync(all);
        Assert.Equal(1 + names.Count, flow.Done["Trained"]);
        Assert.NotNull(await flow.Get<BasePeriodStore>().FindAsync(default));

        // Asked for before all were trained, it is served by that.
        await flow.RunAsync(others);
        Assert.Equal(1 + names.Count, flow.Done["Trained"]);
    }

    [Fact]
    public async Task ATrainingThatEndsLeavesOneThatIsAskedForRequested()
    {
        await using var night = await NightAsync();
        var progress = night.Flow.Get<TrainingStore>();
        var date = Run.Date;
        async Task<TrainingPhase> PhaseAsync() => (await progress.FindAsync(default))!.Phase;

        await progress.AskAsync(date, null, TimeProvider.System.GetUtcNow(), default);
        await progress.FinishAsync(date, ["churn"], default);
        Assert.Equal(TrainingPhase.Requested, await PhaseAsync());
        await progress.FinishAsync(date, null, default);
        Assert.Equal(TrainingPhase.Finished, await PhaseAsync());

        await progress.AskAsync(date, ["churn", "other"], TimeProvider.System.GetUtcNow(), default);
        await progress.FinishAsync(date, ["churn"], default);
        Assert.Equal(TrainingPhase.Requested, await PhaseAsync());
        await progress.FinishAsync(date, ["other"], default);
        Assert.Equal(TrainingPhase.Finished, await PhaseAsync());
    }

    [Fact]
    public async Task TargetsToTrainAreAskedForByName()
    {
        await using var night = await NightAsync();
        await CustomersAsync(night.Flow);
        async Task<(int Status, TrainingMessage? Message)> AskAsync(string query)
        {
            var context = new DefaultHttpContext
            {
                RequestServices = night.Flow.Services,
                Request = { QueryString = new(query) },
            };
            var answer = await ActivatorUtilities.CreateInstance<RequestTraining>(night.Flow.Services)
                .RunAsync(context.Request, default);
            await answer.Response.ExecuteAsync(context);
            return (context.Response.StatusCode, answer.Training);
        }
        var names = night.Flow.Get<TargetOptions>().All.Select(target => target.Name).ToList();

        Assert.Equal([names[0], names[1]], (await AskAsync($"?target={names[0]}&target={names[1]}")).Message!.Targets);
        Assert.Null((await AskAsync("")).Message!.Targets);
        Assert.Null((await AskAsync($"?{string.Join('&', names.Select(name => $"target={name}"))}")).Message!.Targets);
        Assert.Equal((404, null), await AskAsync("?target=nonsense"));
        // What is refused is not done.
        var acts = await night.Flow.Get<ActStore>().LatestAsync(10, default);
        Assert.Equal([Deed.TrainingAsked, Deed.TrainingAsked, Deed.TrainingAsked], acts.Select(act => act.Deed));
    }

    [Fact]
    public async Task WhatIsDoneByHandIsKeptWithWhoDidItTheNewestFirst()
    {
        await using var night = await NightAsync();
        var acts = night.Flow.Get<ActStore>();
        await acts.AddAsync(Deed.TrainingAsked, null, default);
        await night.Flow.Get<ErasedIdStore>().ChangeAsync(
            ids => ids.Begin("C1", TimeProvider.System.GetUtcNow()).Finish("C1"), default);
        await night.Flow.LiftAsync("C1");
        await acts.AddAsync(Deed.BasePeriodAsked, "4d0c", default);

        var kept = await acts.LatestAsync(2, default);

        Assert.Equal([(Deed.BasePeriodAsked, "4d0c"), (Deed.ErasureLifted, null)], kept.Select(act => (act.Deed, act.By)));
        Assert.Equal(3, (await acts.LatestAsync(10, default)).Count);
        Assert.InRange(kept[0].At, kept[1].At, kept[1].At.AddHours(1));
    }

    [Fact]
    public async Task ARunIsPublishedByOneOfManyAndWhoDiesAtItIsReplaced()
    {
        await using var night = await NightAsync();
        var flow = night.Flow;
        var dead = new WorkClaimStore(night.Account.Tables, night.Account.Queues, new LateClock(TimeSpan.FromHours(1)));
        await using var claim = await dead.TryTakeAsync($"publish:{Run}", default);
        await flow.PlayAsync(new SentMessage(Queues.StartRun, await CustomersAsync(flow)));
        await flow.Get<RunStore>().ChangeAsync(Run, state => state with { Phase = RunPhase.Scoring }, default);

        await flow.PlayAsync(Enumerable.Repeat(new SentMessage(Queues.PublishRun, new RunWritten(Run.ToString())), 8));

        await PublishedAsync(flow);
        // Once when it was written, once since this test set it back.
        Assert.Equal(2, flow.Done["Published"]);
    }

    private static void EachOnce(Flow flow)
    {
        Assert.Equal(1, flow.Done["Training"]);
        Assert.Equal(Buckets, flow.Done["Scored"]);
        Assert.Equal(3 * Buckets, flow.Done["Written"]);
        Assert.Equal(1, flow.Done["Published"]);
        Assert.DoesNotContain("NotPublished", flow.Done.Keys);
    }

    private static async Task PublishedAsync(Flow flow)
    {
        Assert.Equal(Run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        Assert.Equal(RunPhase.Published, Assert.Single(await flow.Get<RunStore>().ListAsync(null, default)).Phase);
    }

    private static async Task<DropChanged> CustomersAsync(Flow flow) =>
        (DropChanged)(await flow.CleanAsync(LocalApp.PathOf(Run.Date), await Extracts.OfNightAsync(0))).Message;

    private static async Task<SentMessage[]> FourFilesAsync(Flow flow)
    {
        var telco = new SyntheticTelco(
            new TelcoOptions { Labelled = true, Customers = Extracts.Customers, FirstDrop = Extracts.FirstNight });
        var files = new List<SentMessage>();
        foreach (var shape in DetailShape.All)
        {
            using var bytes = new MemoryStream();
            await telco.WriteDetailsAsync(shape, 0, bytes);
            files.Add(await flow.CleanAsync($"{shape.Source}/{Run.Date:yyyy-MM-dd}/{shape.Source}.csv", bytes.ToArray()));
        }
        files.Add(new SentMessage(Queues.StartRun, await CustomersAsync(flow)));
        return [.. files];
    }

    private static async Task<Night> NightAsync(Func<SentMessage, int, bool>? dies = null)
    {
        var account = new TestAccount();
        await account.InitializeAsync();
        return new Night(account, new Flow(account, Buckets) { Dies = dies ?? ((_, _) => false) });
    }

    private sealed record Night(TestAccount Account, Flow Flow) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Flow.DisposeAsync();
            await Account.DisposeAsync();
        }
    }
}
