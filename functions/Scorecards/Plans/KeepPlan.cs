using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>The body of <c>POST /api/plans</c>.</summary>
/// <param name="Name">A name of your own: letters, digits, dots, dashes and underscores, at most 64.</param>
/// <param name="Budget">The amount to be spent, above 0.</param>
internal sealed record PlanRequest(string? Name = null, decimal? Budget = null);

/// <summary>
/// <c>POST /api/plans</c>: keeps the plan of the published run for a budget that is to be carried out, with what it promises. The
/// same again is the same plan; another one under its name is refused, and so is one that is withdrawn.
/// </summary>
public sealed class KeepPlan(
    PlanStore plans, ScorecardStore scorecards, RunPointerStore pointer, SignIn signIn, TimeProvider clock, ILogger<KeepPlan> log)
{
    [Function(nameof(KeepPlan))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/plans")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (asked, problem) = await JsonBody.ReadAsync<PlanRequest>(request, cancellationToken);
        if (asked is null)
            return problem!;
        if (asked.Name is not { } name || !ShortCode.IsName(name))
            return Problems.BadParameter("name", ShortCode.NameSays);
        if (asked.Budget is not (> 0 and var budget))
            return Problems.BadParameter("budget", "Write an amount above 0, such as 10000.");
        if (await pointer.CurrentAsync(cancellationToken) is not { } run
            || await scorecards.ReadAsync(run, cancellationToken) is not { } scorecard)
            return Problems.NotFound("No run is published yet.", ProblemKind.NoRun);
        var plan = BudgetPlan.Allot(scorecard.Steps, budget);
        var kept = new KeptPlan(name, $"{run}", clock.GetUtcNow(), signIn.Of(request)?.Id, plan, plan.Grade, plan.Share);
        if (await plans.KeepAsync(kept, cancellationToken) is not { } before)
        {
            log.Kept(name, run, budget);
            return Results.Json(kept, RecordJson.Options, statusCode: StatusCodes.Status201Created);
        }
        if (before.Withdrawn is not null)
            return Problems.Conflict(
                $"The plan {name} is withdrawn, and stays so. Keep it under another name.",
                ProblemKind.NameWithdrawn, ("name", name));
        return (before.Run, before.Plan.Budget) == (kept.Run, budget)
            ? Results.Json(before, RecordJson.Options)
            : Problems.Conflict(
                $"The name {name} is that of a plan of run {before.Run}. Give this one its own.",
                ProblemKind.NameTaken, ("name", name), ("run", before.Run));
    }
}
