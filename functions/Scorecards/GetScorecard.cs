using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>
/// <c>GET /api/scorecard?run=&amp;since=</c>: the REAP scorecard of a run (default the published one) and its movement since another
/// (default the one before it).
/// </summary>
public sealed class GetScorecard(StoredScorecards stored, RunPointer pointer)
{
    private sealed record Answer(Scorecard Scorecard, ScorecardMovement? Movement);

    [Function(nameof(GetScorecard))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "scorecard")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["run", "since"])
        {
            if (request.Query[name].ToString() is { Length: > 0 } text && !RunId.TryParse(text, out _))
                return Problems.BadParameter(name, $"'{text}' is not a run. Write yyyy-MM-dd.N, such as 2026-11-21.1.");
        }
        if ((Run(request, "run") ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return Problems.NotFound("No run is published yet.");
        if (await stored.ReadAsync(run, cancellationToken) is not { } scorecard)
            return Problems.NotFound($"There is no scorecard of run {run}.");
        var since = Run(request, "since") ?? await stored.BeforeAsync(run, cancellationToken);
        var before = since is { } earlier ? await stored.ReadAsync(earlier, cancellationToken) : null;
        if (before is null && Run(request, "since") is { } missing)
            return Problems.NotFound($"There is no scorecard of run {missing}.");
        return Results.Json(
            new Answer(scorecard, before is null ? null : ScorecardMovement.Between(before, scorecard)), RecordJson.Options);
    }

    private static RunId? Run(HttpRequest request, string name) =>
        RunId.TryParse(request.Query[name].ToString(), out var run) ? run : null;
}
