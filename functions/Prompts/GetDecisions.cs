using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>
/// <c>GET /api/customers/{id}/decisions?channel=</c>: why each offer of the catalogue is said or not said to a customer.
/// </summary>
public sealed class GetDecisions(CustomerLookup customers, DecisionOptions config, TimeProvider clock)
{
    [Function(nameof(GetDecisions))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/customers/{id}/decisions")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        Problems.Unknown(request, "channel") is { } unknown
            ? Task.FromResult(unknown)
            : customers.AnswerAsync(request, id, Answer, cancellationToken);

    private DecisionAnswer Answer(KnownCustomer customer) =>
        DecisionAnswer.From(customer.Record, customer.Replies, customer.Channel, config.Offering, clock.GetUtcNow()) with
        {
            RiskChange = customer.Change,
        };
}
