using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Series;

namespace ReapFunctions.Night;

/// <summary>The answer to a run that is published by hand.</summary>
/// <param name="Current">The run that everybody reads from now on.</param>
internal sealed record PutBackRun(RunId Current);

/// <summary>
/// Publishes a run by hand: puts a published one back as the current run, the rollback of a night, in one write; or publishes one
/// that is held, all the same.
/// </summary>
public sealed class PublishEarlierRun(
    RunLedger ledger, SeriesStore series, SignIn signIn, TimeProvider clock, ILogger<PublishEarlierRun> log)
{
    [Function(nameof(PublishEarlierRun))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/runs/{run}/publish")] HttpRequest request,
        string run,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        if (!RunId.TryParse(run, out var id))
            return Problems.BadParameter("run", RunId.NoRun(run));
        if (await ledger.Runs.FindAsync(id, cancellationToken) is not { } state)
            return Problems.NotFound($"There is no run {id}. GET /api/runs lists them.", ProblemKind.UnknownRun, ("run", id));
        if (await RefusalAsync(state, cancellationToken) is { } refusal)
            return refusal;

        if (!await TryReleaseAsync(id, signIn.Of(request)?.Id, cancellationToken))
            return Removed(id);
        // To put a run back is one write, and hangs on nothing else: the series has it, unless another took its place.
        if (state.Phase == RunPhase.Held)
            await series.KeepAsync(id, cancellationToken);
        await ledger.Pointer.SetAsync(id, cancellationToken);
        if (state.Phase == RunPhase.Published)
            await series.KeepAsync(id, cancellationToken);
        log.PutBack(id);
        return Results.Ok(new PutBackRun(id));
    }

    /// <summary>The problem with a run that cannot be published; null when it can.</summary>
    private async Task<IResult?> RefusalAsync(RunState run, CancellationToken cancellationToken)
    {
        if (run.RemovedAt is not null)
            return Removed(run.Id);
        if (run.Phase is not (RunPhase.Published or RunPhase.Held))
            return Problems.Conflict(
                $"Run {run.Id} is {run.Phase}: only a run that was complete and checked can be published again.",
                ProblemKind.RunIncomplete, ("run", run.Id));
        var published = (await ledger.Runs.ListAsync(run.Id.Date, cancellationToken))
            .FirstOrDefault(later => later.Id > run.Id && later.Phase == RunPhase.Published);
        return run.Phase == RunPhase.Held && published is not null
            ? Problems.Conflict(
                $"Run {run.Id} is superseded: run {published.Id} of the same date is published.",
                ProblemKind.RunSuperseded, ("run", run.Id), ("by", published.Id))
            : null;
    }

    /// <summary>
    /// The state moves before the pointer: were this lost in between, the same call again does the rest. A removal that begins
    /// later finds that the run was asked for; false when it began before.
    /// </summary>
    private async Task<bool> TryReleaseAsync(RunId run, string? by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var wasHeld = false;
        var released = await ledger.Runs.ChangeAsync(run, state => Released(state), cancellationToken);
        if (wasHeld)
            log.PublishedByHand(run);
        return released.RemovedAt is null;

        RunState? Released(RunState state)
        {
            wasHeld = state.Phase == RunPhase.Held && state.RemovedAt is null;
            return state.RemovedAt is not null ? null
                : wasHeld
                    ? state.With(new(RunDeed.Published, now, by)) with
                    {
                        Phase = RunPhase.Published,
                        PublishedAt = now,
                        PutBackAt = now,
                    }
                : state.With(new(RunDeed.PutBack, now, by)) with { PutBackAt = now };
        }
    }

    private static IResult Removed(RunId run) => Problems.Conflict(
        $"Run {run} is being removed: it is older than the runs that are kept. GET /api/runs lists those that can be published.",
        ProblemKind.RunRemoved, ("run", run));
}
