using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;

namespace ReapFunctions.Night;

/// <summary>Puts a published run back as the current one: the rollback of a night, in one write.</summary>
public sealed class PublishEarlierRun(RunLedger ledger, ILogger<PublishEarlierRun> log)
{
    [Function(nameof(PublishEarlierRun))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "runs/{run}/publish")] HttpRequest request,
        string run,
        CancellationToken cancellationToken)
    {
        if (!RunId.TryParse(run, out var id))
            return Problems.BadParameter("run", $"'{run}' is not a run. Write yyyy-MM-dd.N, such as 2026-11-21.1.");
        if (await ledger.Runs.FindAsync(id, cancellationToken) is not { } state)
            return Problems.NotFound($"There is no run {id}. GET /api/runs lists them.");
        if (state.Phase != RunPhase.Published)
            return Problems.Conflict(
                $"Run {id} is {state.Phase}: only a run that was complete and checked can be published again.");

        await ledger.Pointer.SetAsync(id, cancellationToken);
        log.PutBack(id);
        return Results.Ok(new { current = id });
    }
}
