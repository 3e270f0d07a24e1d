using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Care;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// <c>GET /api/customers/{id}</c>: what a customer is worth and holds, how likely they are to leave with the contributions in
/// numbers, and what they said. All of it is of one run.
/// </summary>
public sealed class GetCustomer(
    OfferRecordStore records,
    CustomerRecordStore customers,
    RiskChangeStore risks,
    OutcomeStore outcomes,
    FeedbackStore feedback,
    DecisionOptions config,
    TimeProvider clock)
{
    [Function(nameof(GetCustomer))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/customers/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        Problems.Unknown(request) is { } unknown ? unknown
        : await records.FindAsync(id, cancellationToken) is { } record
            && await AnswerAsync(record, cancellationToken) is { } answer
            ? Results.Json(answer, RecordJson.Options)
            : Problems.NotFound("The published run has no customer with this id.", ProblemKind.UnknownCustomer);

    /// <returns>Null for who is erased in this very moment.</returns>
    private async Task<CustomerAnswer?> AnswerAsync(OfferRecord record, CancellationToken cancellationToken)
    {
        var (id, run) = (record.CustomerId, record.Run);
        var value = customers.ValueAsync(id, run, cancellationToken);
        var risk = customers.RiskAsync(id, run, cancellationToken);
        var change = risks.OfAsync(id, run, cancellationToken);
        var said = outcomes.OfAsync(id, cancellationToken);
        var voiced = feedback.OfAsync(id, cancellationToken);
        await Task.WhenAll(value, risk, change, said, voiced);
        if (await value is not { } worth || await risk is not { } leaving)
            return null;
        var age = run.AgeHours(clock.GetUtcNow());
        return new CustomerAnswer
        {
            CustomerId = id,
            Run = run.ToString(),
            AsOf = run.AsOf,
            AgeHours = Math.Round(age, 1),
            Stale = age > config.Offering.Prompts.StaleAfterHours,
            Value = worth,
            Risk = leaving,
            RiskChange = await change,
            Consents = record.Consents,
            Control = record.Control,
            Stop = record.Stop,
            Team = record.Team,
            Standard = config.Offering.StandardOf(record),
            Recovery = record.Recovery?.AnsweredBy(await said) is null ? record.Recovery : null,
            Feedback = await voiced,
            Outcomes = await said,
        };
    }
}
