using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary><c>POST /api/customers/{id}/outcomes</c>: what the customer said. The next prompts honour it.</summary>
public sealed class PostOutcome(OfferRecordStore records, OutcomeIntake intake, SignIn signIn)
{
    [Function(nameof(PostOutcome))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/customers/{id}/outcomes")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (posted, problem) = await JsonBody.ReadAsync<OutcomeRequest>(request, cancellationToken);
        if (posted is null)
            return problem!;
        if (await records.FindAsync(id, cancellationToken) is not { } record)
            return Problems.NotFound("The published run has no customer with this id.", ProblemKind.UnknownCustomer);
        var taken = await intake.TakeAsync(record, posted, signIn.Of(request)?.Id, cancellationToken);
        return taken switch
        {
            { Outcome: { } outcome } => Results.Json(outcome, RecordJson.Options, statusCode: taken.Status),
            { Parameter: { } parameter } => Problems.BadParameter(parameter, taken.Detail!),
            _ => Problems.Conflict(taken.Detail!),
        };
    }
}
