using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Scoring;

namespace ReapFunctions.Prompts;

/// <summary><c>GET /api/customers/{id}/prompts?channel=</c>: what to say to a customer now, and what not.</summary>
public sealed class GetPrompts(
    CustomerLookup customers, DecisionOptions config, TargetOptions targets, TimeProvider clock, ILogger<GetPrompts> log)
{
    [Function(nameof(GetPrompts))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/customers/{id}/prompts")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        Problems.Unknown(request, "channel") is { } unknown
            ? Task.FromResult(unknown)
            : customers.AnswerAsync(request, id, Answer, cancellationToken);

    private PromptAnswer Answer(KnownCustomer customer)
    {
        var answer = new PromptDesk(config.Offering)
            .Answer(customer.Record, customer.Replies, customer.Channel, clock.GetUtcNow()) with
        {
            FactsAsOf = targets.FactsAsOf(customer.Record.Run.Date),
            RiskMoved = RiskMoved.From(customer.Change, config.Risk),
        };
        log.Prompted(answer.Run, answer.Prompts.Count, answer.Stale);
        return answer;
    }
}
