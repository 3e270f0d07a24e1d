using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;

namespace ReapFunctions.Night;

/// <summary>
/// Publishes a run by hand: puts a published one back as the current run, the rollback of a night, in one write; or publishes one
/// that is held, all the same.
/// </summary>
public sealed class PublishEarlierRun(RunLedger ledger, TimeProvider clock, ILogger<PublishEarlierRun> log)
{
    [Function(nameof(PublishEarlierRun))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "runs/{run}/publish")] HttpRequest request,
        string run,
        CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(run, out var id))
            return Problems.BadParameter("run", RunId.NoRun(run));
        if (await ledger.Runs.FindAsync(id, cancellationToken) is not { } state)
            return Problems.NotFound($"There is no run {id}. GET /api/runs lists them.");
        if (await RefusalAsync(state, cancellationToken) is { } refusal)
            return Problems.Conflict(refusal);

        if (state.Phase == RunPhase.Held)
            await ReleaseAsync(id, cancellationToken);
        await ledger.Pointer.SetAsync(id, cancellationToken);
        log.PutBack(id);
        return Results.Ok(new { current = id });
    }

    /// <summary>Why the run cannot be published, in a sentence; null when it can.</summary>
    private async Task<string?> RefusalAsync(RunState run, CancellationToken cancellationToken)
    {
        if (run.Phase is not (RunPhase.Published or RunPhase.Held))
            return $"Run {run.Id} is {run.Phase}: only a run that was complete and checked can be published again.";
        var published = (await ledger.Runs.ListAsync(run.Id.Date, cancellationToken))
            .FirstOrDefault(later => later.Id > run.Id && later.Phase == RunPhase.Published);
        return run.Phase == RunPhase.Held && published is not null
            ? $"Run {run.Id} is superseded: run {published.Id} of the same date is published."
            : null;
    }

    /// <summary>The state moves before the pointer: were this lost in between, the same call again does the rest.</summary>
    private async Task ReleaseAsync(RunId run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await ledger.Runs.ChangeAsync(
            run,
            state => state.Phase == RunPhase.Held ? state with { Phase = RunPhase.Published, PublishedAt = now } : null,
            cancellationToken);
        log.PublishedByHand(run);
    }
}
