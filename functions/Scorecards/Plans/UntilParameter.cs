using Microsoft.AspNetCore.Http;
using ReapFunctions.Http;
using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>The run by which promises are judged: the parameter <c>until</c>, or the published one.</summary>
internal static class UntilParameter
{
    /// <returns>A run with a scorecard, or else the problem.</returns>
    public static async Task<(RunId? Until, IResult? Problem)> ReadAsync(
        HttpRequest request, RunPointerStore pointer, ScorecardStore scorecards, CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "until") is { } unknown)
            return (null, unknown);
        RunId? asked = null;
        if (request.Query["until"].ToString() is { Length: > 0 } text)
        {
            if (!RunId.TryParse(text, out var named))
                return (null, Problems.BadParameter("until", RunId.NoRun(text)));
            asked = named;
        }
        if ((asked ?? await pointer.CurrentAsync(cancellationToken)) is not { } until)
            return (null, Problems.NotFound("No run is published yet.", ProblemKind.NoRun));
        return await scorecards.ReadAsync(until, cancellationToken) is null
            ? (null, Problems.NotFound(
                $"There is no scorecard of run {until}.", ProblemKind.NoScorecard, ("run", until)))
            : (until, null);
    }
}
