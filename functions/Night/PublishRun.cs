using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Lists;
using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Completes a run whose every bucket has every record: merges its lists and its scorecard, checks that the totals agree, and
/// points readers at it in one write; or holds it when it looks wrong.
/// </summary>
/// <remarks>
/// Erasures that were asked for meanwhile are carried out once the totals agree and before anybody reads the run: nobody writes
/// it then, and what they take out was counted.
/// </remarks>
public sealed class PublishRun(
    PortfolioSources sources,
    RunLedger ledger,
    ListStore lists,
    ScorecardStore scorecards,
    ErasedIdStore erasedIds,
    RunGate gate,
    WorkClaimStore claims,
    QueueServiceClient queues,
    TimeProvider clock,
    ILogger<PublishRun> log)
{
    /// <summary>
    /// A run waits so long for erasures, and is then published: a night is not lost to one that cannot be finished.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    [Function(nameof(PublishRun))]
    public async Task RunAsync([QueueTrigger(Queues.PublishRun)] RunWritten message, CancellationToken cancellationToken)
    {
        var id = RunId.Parse(message.Run);
        if ((await ledger.Runs.GetAsync(id, cancellationToken)).IsDone)
            return;
        await using var claim = await claims.TryTakeAsync($"publish:{id}", cancellationToken);
        if (claim is null)
        {
            log.PublishedElsewhere(id);
            await queues.SendLaterAsync(Queues.PublishRun, message, claims.ComeAgain, cancellationToken);
            return;
        }
        var run = await ledger.Runs.GetAsync(id, claim.WhileHeld);
        if (run.IsBeingWritten)
            run = await CompleteAsync(run, claim.WhileHeld);
        if (run.IsDone)
            return;
        if (await WaitsAsync(run, claim.WhileHeld))
            await queues.SendLaterAsync(Queues.PublishRun, message, claims.ComeAgain, cancellationToken);
        else
            await JudgeAsync(run, claim.WhileHeld);
    }

    /// <summary>Whether erasures come first; they are told that they can begin.</summary>
    private async Task<bool> WaitsAsync(RunState run, CancellationToken cancellationToken)
    {
        var unfinished = (await erasedIds.ReadAsync(cancellationToken)).Unfinished.Count;
        if (unfinished == 0)
            return false;
        if (clock.GetUtcNow() - run.CheckedAt > Patience)
        {
            log.NotWaitedFor(run.Id, unfinished);
            return false;
        }
        log.WaitsForErasures(run.Id, unfinished);
        await queues.SendLaterAsync(Queues.FinishErasures, new ErasuresWait(ComesAgain: false), TimeSpan.Zero, cancellationToken);
        return true;
    }

    private async Task<RunState> CompleteAsync(RunState run, CancellationToken cancellationToken)
    {
        var listed = await lists.MergeAsync(
            run.Id, run.Buckets, run.Models.Keys.Order(StringComparer.Ordinal), cancellationToken);
        var scorecard = await scorecards.MergeAsync(run, cancellationToken);
        var read = await ledger.Inputs.OfAsync(run.Id, cancellationToken);
        var marks = await ledger.Marks.OfAsync(run.Id, cancellationToken);
        var totals = RunTotals.Compare(CleanCustomers(run), read, marks, scorecard.Total.Sums.Customers, listed);
        if (totals.Disagreement is { } failure)
            return await FailAsync(run.Id, failure, cancellationToken);
        var details = DetailCount.Sum(read.SelectMany(bucket => bucket.Details));
        var now = clock.GetUtcNow();
        return await ledger.Runs.ChangeAsync(
            run.Id,
            state => state.IsBeingWritten
                ? state with { Customers = totals.Customers, Details = details, CheckedAt = now }
                : null,
            cancellationToken);
    }

    private async Task JudgeAsync(RunState run, CancellationToken cancellationToken)
    {
        var doubts = await gate.JudgeAsync(run, cancellationToken);
        if (doubts.Count > 0)
            await HoldAsync(run with { Doubts = doubts }, cancellationToken);
        else
            await PublishAsync(run, cancellationToken);
    }

    /// <summary>Clean rows of the source of customers; null where customers are derived.</summary>
    private long? CleanCustomers(RunState run) => sources.Customers is { } source
        ? run.Extracts.Where(extract => extract.Source == source.Source).Sum(extract => extract.Rows)
        : null;

    /// <summary>
    /// The pointer moves first: were this process lost in between, the message comes again and finishes the state.
    /// </summary>
    private async Task PublishAsync(RunState run, CancellationToken cancellationToken)
    {
        await ledger.Pointer.AdvanceAsync(run.Id, cancellationToken);
        var now = clock.GetUtcNow();
        await EndAsync(run, state => state with { Phase = RunPhase.Published, PublishedAt = now }, cancellationToken);
        log.Published(run.Id, run.Customers!.Value, run.Buckets);
    }

    private async Task HoldAsync(RunState run, CancellationToken cancellationToken)
    {
        await EndAsync(run, state => state with { Phase = RunPhase.Held, Doubts = run.Doubts }, cancellationToken);
        log.Held(run.Id, string.Join(' ', run.Doubts.Select(doubt => doubt.Sentence)));
    }

    private async Task EndAsync(RunState run, Func<RunState, RunState> end, CancellationToken cancellationToken) =>
        await ledger.Runs.ChangeAsync(
            run.Id, state => state.IsDone ? null : end(state), cancellationToken);

    private async Task<RunState> FailAsync(RunId run, string failure, CancellationToken cancellationToken)
    {
        var failed = await ledger.Runs.ChangeAsync(run, state => state.IsDone
            ? null
            : state with { Phase = RunPhase.Failed, Failure = failure }, cancellationToken);
        log.NotPublished(run, failure);
        return failed;
    }
}
