using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// <c>GET /api/plans?until=</c>: the plans that were kept, the newest first, and what has come of each by a run (default the
/// published one), and what promises have been worth.
/// </summary>
public sealed class GetPlans(PlanStore plans, Promises promises, RunPointerStore pointer, ScorecardStore scorecards)
{
    /// <param name="Until">The run by which they are judged.</param>
    /// <param name="Worth">What promises have been worth by then: what the next run plans by.</param>
    /// <param name="Plans">With no lines yet where no later night has come.</param>
    internal sealed record Answer(string Until, PlanWorth Worth, IReadOnlyList<PlanResult> Plans);

    [Function(nameof(GetPlans))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/plans")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (asked, problem) = await UntilParameter.ReadAsync(request, pointer, scorecards, cancellationToken);
        if (asked is not { } until)
            return problem!;
        var results = await plans.ResultsAsync(until, DateOnly.MinValue, cancellationToken);
        var worth = await promises.WorthAsync(until, results, cancellationToken);
        var threshold = FalseDiscoveries.Threshold([.. PlanLine.ValuePs(results.SelectMany(result => result.Lines))]);
        return Results.Json(
            new Answer($"{until}", worth, [.. results.Select(result => result with
            {
                Lines = PlanLine.Mark(result.Lines, threshold),
            })]),
            RecordJson.Options);
    }
}
