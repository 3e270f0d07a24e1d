using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Opens the run of a drop once every required source of its date is clean and every target has been trained.</summary>
public sealed class StartRun(
    PortfolioSources sources,
    DropStore drops,
    RunLedger ledger,
    RunOpening opening,
    ScorecardStore scorecards,
    RecordStore records,
    WorkClaimStore claims,
    TimeProvider clock,
    ILogger<StartRun> log)
{
    /// <summary>A run on which nobody has begun for so long has lost the message that opened it.</summary>
    private static readonly TimeSpan Forlorn = TimeSpan.FromMinutes(30);

    [Function(nameof(StartRun))]
    public async Task<StartedRun> RunAsync([QueueTrigger(Queues.StartRun)] DropChanged drop, CancellationToken cancellationToken)
    {
        var (plan, arrived, trained) = await PlanAsync(drop, cancellationToken);
        log.Planned(drop.Date, plan);
        return plan switch
        {
            DropPlan.Open open => await OpenAsync(new RunId(drop.Date, open.Number), drop, arrived, trained, cancellationToken),
            DropPlan.Resume resume when IsToSend(resume.Run, drop) => await SendAsync(resume.Run, cancellationToken),
            DropPlan.Train train => new StartedRun
            {
                Training = new TrainingMessage(
                    drop.Date, ThenStartRun: true, clock.GetUtcNow(), drop.After,
                    Targets: trained.Points is null ? null : train.Targets),
            },
            _ => new StartedRun(),
        };
    }

    private async Task<(DropPlan Plan, DropExtract[] Arrived, Trained Trained)> PlanAsync(
        DropChanged drop, CancellationToken cancellationToken)
    {
        var arrived = (await drops.OfDateAsync(drop.Date, cancellationToken))
            .Where(extract => sources.Contracts.ContainsKey(extract.Source)).ToArray();
        // Before the runs are looked at: one that writes its scorecard meanwhile is among them.
        var used = await scorecards.LastNumberAsync(drop.Date, cancellationToken);
        var ofDate = await ledger.Runs.ListAsync(drop.Date, cancellationToken);
        var trained = await opening.TrainedAsync(drop.Date, cancellationToken);
        var after = drop.After ?? AfterFailed(ofDate, drop);
        return (DropPlan.Decide(sources.Required, arrived, ofDate, trained.Missing, after, used), arrived, trained);
    }

    /// <summary>Whoever uploads after a failed run wants another, be it the same bytes again.</summary>
    private static int? AfterFailed(IReadOnlyList<RunState> ofDate, DropChanged drop) =>
        ofDate.MaxBy(run => run.Id.Number) is { Phase: RunPhase.Failed } failed && failed.OpenedBy != drop.Id
            ? failed.Id.Number
            : null;

    /// <summary>
    /// Whether the run's bucket messages are this one's to send: it opened the run, and has come again because it was cut off. It
    /// may have sent some of them, so that scoring has begun. Every other message of the date finds the run in hands and sends
    /// nothing.
    /// </summary>
    private bool IsToSend(RunState run, DropChanged drop) => run.Phase switch
    {
        RunPhase.Open => run.OpenedBy == drop.Id || clock.GetUtcNow() - run.OpenedAt > Forlorn,
        RunPhase.Scoring => run.OpenedBy == drop.Id,
        _ => false,
    };

    private async Task<StartedRun> OpenAsync(
        RunId id, DropChanged drop, DropExtract[] arrived, Trained trained, CancellationToken cancellationToken)
    {
        // Rows are counted and the run opened while nobody erases; from then on erasures wait for it.
        await using var claim = await claims.TryTakeAsync(WorkClaimStore.Erasure, cancellationToken);
        if (claim is null)
        {
            log.WaitsToOpen(drop.Date);
            await claims.ComeAgainAsync(Queues.StartRun, drop, cancellationToken);
            return new StartedRun();
        }
        // When another process opened this run first, it sends the messages, and sends them again if it dies before it has.
        return await opening.OpenAsync(id, drop, arrived, trained, claim.WhileHeld) is { } run
            ? await SendAsync(run, cancellationToken)
            : new StartedRun();
    }

    private async Task<StartedRun> SendAsync(RunState run, CancellationToken cancellationToken)
    {
        await records.CreateTablesAsync(run.Id, cancellationToken);
        var done = (await ledger.Inputs.OfAsync(run.Id, cancellationToken)).Select(input => input.Bucket);
        var missing = Enumerable.Range(0, run.Buckets).Except(done);
        return new StartedRun { Buckets = [.. missing.Select(bucket => new BucketMessage(run.Id.ToString(), bucket))] };
    }
}

/// <summary>What starting a run sends on: a message per bucket, or a request to train first, or nothing yet.</summary>
public sealed class StartedRun
{
    [QueueOutput(Queues.ScoreBucket)]
    public BucketMessage[]? Buckets { get; init; }

    [QueueOutput(Queues.TrainModels)]
    public TrainingMessage? Training { get; init; }
}
