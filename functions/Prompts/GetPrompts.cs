using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary><c>GET /api/customers/{id}/prompts?channel=</c>: what to say to a customer now, and what not.</summary>
public sealed class GetPrompts(
    OfferRecordStore records, OutcomeStore outcomes, RiskChangeStore risks, DecisionOptions config, TimeProvider clock,
        ILogger<GetPrompts> log)
{
    [Function(nameof(GetPrompts))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}/prompts")] HttpRequest request,
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
        var answer = new PromptDesk(config.Offers).Answer(record, replies, channel, clock.GetUtcNow()) with
        {
            RiskMoved = RiskMoved.From(await change, config.Risk),
        };
        log.Prompted(answer.Run, answer.Prompts.Count, answer.Stale);
        return Results.Json(answer, RecordJson.Options);
    }
}
