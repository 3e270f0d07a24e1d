using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// <c>GET /api/customers/{id}/decisions?channel=</c>: why each offer of the catalogue is said or not said to a customer.
/// </summary>
public sealed class GetDecisions(
    OfferRecordStore records, OutcomeStore outcomes, RiskChangeStore risks, DecisionOptions config, TimeProvider clock)
{
    [Function(nameof(GetDecisions))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}/decisions")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var channel = ChannelParameter.Of(request);
        if (ChannelParameter.Fault(channel, config) is { } fault)
            return fault;
        if (await records.FindAsync(id, cancellationToken) is not { } record)
            return Problems.NotFound("The published run has no customer with this id.");
        var change = risks.OfAsync(record.CustomerId, record.Run, cancellationToken);
        var replies = await outcomes.OfAsync(record.CustomerId, cancellationToken);
        var answer = DecisionAnswer.From(
            record, replies, channel, config.Offers, clock.GetUtcNow()) with
        { RiskChange = await change };
        return Results.Json(answer, RecordJson.Options);
    }
}
