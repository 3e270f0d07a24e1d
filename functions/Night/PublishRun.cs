using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Plausibility;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Completes a run whose every bucket has every record: merges its lists and its scorecard, checks that the totals agree, and
/// points readers at it in one write; or holds it when it looks wrong.
/// </summary>
public sealed class PublishRun(
    RunLedger ledger,
    RunCompletion completion,
    RunGate gate,
    WorkClaimStore claims,
    TimeProvider clock,
    ILogger<PublishRun> log)
{
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
        if (!run.IsDone)
            await CompleteAsync(run, claim.WhileHeld);
    }

    private async Task CompleteAsync(RunState run, CancellationToken cancellationToken)
    {
        var (complete, disagreement) = await completion.CompleteAsync(run, cancellationToken);
        if (disagreement is not null)
            await FailAsync(run.Id, disagreement, cancellationToken);
        else
            await JudgeAsync(complete, cancellationToken);
    }

    /// <param name="run">The run as it is once complete.</param>
    private async Task JudgeAsync(RunState run, CancellationToken cancellationToken)
    {
        var doubts = await gate.JudgeAsync(run, cancellationToken);
        if (doubts.Count > 0)
            await HoldAsync(run with { Doubts = doubts }, cancellationToken);
        else
            await PublishAsync(run, cancellationToken);
    }

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
            run.Id, state => state.IsDone ? null : end(state with { Customers = run.Customers, Details = run.Details }),
            cancellationToken);

    private async Task FailAsync(RunId run, string failure, CancellationToken cancellationToken)
    {
        await ledger.Runs.ChangeAsync(run, state => state.IsDone
            ? null
            : state with { Phase = RunPhase.Failed, Failure = failure }, cancellationToken);
        log.NotPublished(run, failure);
    }
}
