using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary><c>POST /api/customers/{id}/outcomes</c>: what the customer said. The next prompts honour it.</summary>
public sealed class PostOutcome(
    OfferRecordStore records, OutcomeStore outcomes, DecisionOptions config, TimeProvider clock, ILogger<PostOutcome> log)
{
    [Function(nameof(PostOutcome))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{id}/outcomes")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (posted, problem) = await JsonBody.ReadAsync<OutcomeRequest>(request, cancellationToken);
        if (posted is null)
            return problem!;
        if (await records.FindAsync(id, cancellationToken) is not { } record)
            return Problems.NotFound("The published run has no customer with this id.");
        var (outcome, parameter, fault) = posted.Check(
            record, config, clock.GetUtcNow(), Guid.NewGuid().ToString("N"), SignedInUser.IdOf(request));
        if (outcome is null)
            return Problems.BadParameter(parameter, fault);
        if (await outcomes.AddAsync(outcome, cancellationToken) is { } before)
            return before.IsSameAs(outcome)
                ? Results.Json(before, RecordJson.Options)
                : Problems.Conflict($"The outcomeId {outcome.OutcomeId} stands for another outcome. Give this one its own.");
        log.Recorded(outcome.Reply, outcome.Offer, outcome.Run!);
        return Results.Json(outcome, RecordJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
