using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Series;
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
    RunLedger ledger,
    RunCompletion completion,
    ErasedIdStore erasedIds,
    RunGate gate,
    SeriesStore series,
    WorkClaimStore claims,
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
            await claims.ComeAgainAsync(Queues.PublishRun, message, cancellationToken);
            return;
        }
        var run = await ledger.Runs.GetAsync(id, claim.WhileHeld);
        if (run.IsBeingWritten)
            run = await CompleteAsync(run, claim.WhileHeld);
        if (run.IsDone)
            return;
        if (await WaitsAsync(run, claim.WhileHeld))
            await claims.ComeAgainAsync(Queues.PublishRun, message, cancellationToken);
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
        await claims.TellAsync(Queues.FinishErasures, new ErasuresWait(ComesAgain: false), cancellationToken);
        return true;
    }

    private async Task<RunState> CompleteAsync(RunState run, CancellationToken cancellationToken)
    {
        var (complete, disagreement) = await completion.CompleteAsync(run, cancellationToken);
        if (disagreement is not null)
            return await FailAsync(run.Id, disagreement, cancellationToken);
        var now = clock.GetUtcNow();
        return await ledger.Runs.ChangeAsync(
            run.Id,
            state => state.IsBeingWritten
                ? state with
                {
                    Customers = complete.Customers,
                    Details = complete.Details,
                    References = complete.References,
                    CheckedAt = now,
                }
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

    /// <summary>
    /// The state moves last: were this process lost in between, the message comes again and finishes the state.
    /// </summary>
    private async Task PublishAsync(RunState run, CancellationToken cancellationToken)
    {
        await series.KeepAsync(run.Id, cancellationToken);
        if (await ledger.Pointer.CurrentAsync(cancellationToken) is { } current)
            await series.ForgetPutBackAsync(current, run.Id, cancellationToken);
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
