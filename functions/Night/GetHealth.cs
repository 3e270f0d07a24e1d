using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>That the app can answer, and by which night.</summary>
/// <param name="Ready">Always true: an app that is not ready answers with a problem.</param>
/// <param name="Run">The run that answers rest on.</param>
/// <param name="AsOf">The drop that it scored.</param>
/// <param name="Stale">Older than the portfolio allows: nights are missing.</param>
public sealed record HealthAnswer(bool Ready, RunId Run, DateTimeOffset AsOf, double AgeHours, bool Stale);

/// <summary>
/// <c>GET /api/health</c>: whether the app can answer now. 503 when storage cannot be read, and when no run is published, since
/// then there is nothing to say of any customer. An old run is no failure: the answer says that it is stale.
/// </summary>
public sealed class GetHealth(
    RunPointerStore pointer, ListStore lists, DecisionOptions config, TimeProvider clock, ILogger<GetHealth> log)
{
    /// <summary>A storage that answers later than this is of no use to a call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Function(nameof(GetHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        RunId? current;
        try
        {
            current = await CurrentAsync(either.Token);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.NotReady(fault);
            return Problems.StorageDown();
        }
        if (current is not { } run)
            return Problems.NotReady(
                "No run is published yet. Upload the extracts of a night; GET /api/runs says how far it is.");
        var age = run.AgeHours(clock.GetUtcNow());
        return Results.Json(
            new HealthAnswer(true, run, run.AsOf, Math.Round(age, 1), age > config.Offering.Prompts.StaleAfterHours),
            RecordJson.Options);
    }

    /// <summary>The published run; asks tables for it, and blobs for one of its lists.</summary>
    private async Task<RunId?> CurrentAsync(CancellationToken cancellationToken)
    {
        var current = await pointer.CurrentAsync(cancellationToken);
        if (current is { } run && config.Targets.Keys.FirstOrDefault() is { } target)
            await lists.ManifestAsync(run, target, cancellationToken);
        return current;
    }
}
