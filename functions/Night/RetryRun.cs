using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Night;

/// <summary>
/// <c>POST /api/runs/{run}/retry</c>: makes a run again after a fault outside of its extracts. The latest of its date, once it
/// has ended, is made anew, under the next number, from what has arrived and as the app is configured now; one that stands still
/// goes on with what is left of it, unless a model or the base period that it was opened with is gone:
/// then it is made anew, too.
/// </summary>
public sealed class RetryRun(
    RunLedger ledger,
    ModelStore models,
    BasePeriodStore basePeriod,
    SignIn signIn,
    TimeProvider clock,
    ILogger<RetryRun> log)
{
    [Function(nameof(RetryRun))]
    public async Task<RetryAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/runs/{run}/retry")] HttpRequest request,
        string run,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return new RetryAnswer(unknown);
        if (!RunId.TryParse(run, out var id))
            return new RetryAnswer(Problems.BadParameter("run", RunId.NoRun(run)));
        if (await ledger.Runs.FindAsync(id, cancellationToken) is not { } state)
            return new RetryAnswer(Problems.NotFound(
                $"There is no run {id}. GET /api/runs lists them.", ProblemKind.UnknownRun, ("run", id)));
        var latest = (await ledger.Runs.ListAsync(id.Date, cancellationToken)).Max(ofDate => ofDate.Id);
        if (latest != id)
            return new RetryAnswer(Problems.Conflict(
                $"Run {id} has a later one of its date, {latest}. Retry that one.",
                ProblemKind.LaterRun, ("run", id), ("by", latest)));
        log.Retried(id, state.Phase);
        var act = new RunAct(RunDeed.Retried, clock.GetUtcNow(), signIn.Of(request)?.Id);
        await ledger.Runs.ChangeAsync(id, run => run.With(act), cancellationToken);
        if (state.IsDone)
            return Again(id);
        if (await LackAsync(state, cancellationToken) is not { } lack)
            return await GoOnAsync(state, cancellationToken);
        await ledger.Runs.ChangeAsync(
            id, run => run.IsDone ? null : run with { Phase = RunPhase.Failed, Failure = lack }, cancellationToken);
        return Again(id);
    }

    /// <summary>What a run was opened with and cannot be finished without, in a sentence; null when all is there.</summary>
    private async Task<string?> LackAsync(RunState run, CancellationToken cancellationToken)
    {
        if (await basePeriod.FindAsync(run.BasePeriod, cancellationToken) is null)
            return "The base period that it was opened with is gone. A later run of the date takes its place.";
        foreach (var (target, version) in run.Models)
        {
            if (!await models.ExistsAsync(target, version, cancellationToken))
                return $"Model {version} of target {target} is gone. A later run of the date takes its place.";
        }
        return null;
    }

    private static RetryAnswer Again(RunId run) =>
        new(Accepted(new RunId(run.Date, run.Number + 1))) { Drop = DropChanged.Now(run.Date) with { After = run.Number } };

    /// <summary>Sends what is left of a run again. Whoever has done it already sees that it is done.</summary>
    private async Task<RetryAnswer> GoOnAsync(RunState run, CancellationToken cancellationToken)
    {
        var marks = (await ledger.Marks.OfAsync(run.Id, cancellationToken)).CountBy(mark => mark.Bucket).ToDictionary();
        BucketMessage[] left = [
            .. Enumerable.Range(0, run.Buckets).Where(bucket => marks.GetValueOrDefault(bucket) < BucketMarkStore.Needed(1))
            .Select(bucket => new BucketMessage(run.Id.ToString(), bucket))];
        return new RetryAnswer(Accepted(run.Id))
        {
            Buckets = left,
            Written = left.Length == 0 ? new RunWritten(run.Id.ToString()) : null,
        };
    }

    private static IResult Accepted(RunId run) => Results.Accepted("/api/runs", new RetriedRun(run));
}

/// <summary>The answer to a run that is made again.</summary>
/// <param name="Run">The run to look for: the next of its date, or the same where it goes on.</param>
internal sealed record RetriedRun(RunId Run);

/// <summary>The HTTP answer and what is to be done again.</summary>
public sealed class RetryAnswer(IResult response)
{
    [HttpResult]
    public IResult Response { get; } = response;

    [QueueOutput(Queues.StartRun)]
    public DropChanged? Drop { get; init; }

    [QueueOutput(Queues.ScoreBucket)]
    public BucketMessage[]? Buckets { get; init; }

    [QueueOutput(Queues.PublishRun)]
    public RunWritten? Written { get; init; }
}
