using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// <c>DELETE /api/plans/{name}</c>: withdraws a plan that is not carried out. It stays under its name, with who withdrew it, and
/// no longer says what promises have been worth. Again, it is as it was.
/// </summary>
public sealed class WithdrawPlan(PlanStore plans, SignIn signIn, TimeProvider clock)
{
    [Function(nameof(WithdrawPlan))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/plans/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var by = new Withdrawn(clock.GetUtcNow(), signIn.Of(request)?.Id);
        return ShortCode.IsName(name) && await plans.WithdrawAsync(name, by, cancellationToken) is { } plan
            ? Results.Json(plan, RecordJson.Options)
            : Problems.NotFound("There is no such plan. GET /api/plans lists them.", ProblemKind.UnknownName);
    }
}
