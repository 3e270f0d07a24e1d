using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Prompts;

/// <summary>What became of an outcome that was posted.</summary>
/// <param name="Status">201 recorded; 200 known already; 400 a part cannot be used; 409 its id stands for another.</param>
/// <param name="Outcome">As it is recorded; null when it was not taken.</param>
/// <param name="Parameter">The part that cannot be used.</param>
/// <param name="Detail">Why it was not taken, and what to do.</param>
internal sealed record TakenOutcome(int Status, OutcomeRecord? Outcome, string? Parameter = null, string? Detail = null);

/// <summary>Takes what customers said, be it posted alone or among others: each id counts once.</summary>
public sealed class OutcomeIntake(
    OutcomeStore outcomes, DecisionOptions config, TimeProvider clock, ILogger<OutcomeIntake> log)
{
    /// <param name="record">What the published run says of the customer.</param>
    /// <param name="user">The person who is signed in; null for nobody.</param>
    internal async Task<TakenOutcome> TakeAsync(
        OfferRecord record, OutcomeRequest posted, string? user, CancellationToken cancellationToken)
    {
        var (outcome, parameter, fault) = posted.Check(
            record, config, clock.GetUtcNow(), Guid.NewGuid().ToString("N"), user);
        if (outcome is null)
            return new(StatusCodes.Status400BadRequest, null, parameter, fault);
        if (await outcomes.AddAsync(outcome, cancellationToken) is { } before)
            return before.IsSameAs(outcome)
                ? new(StatusCodes.Status200OK, before)
                : new(
                    StatusCodes.Status409Conflict,
                    null,
                    Detail: $"The outcomeId {outcome.OutcomeId} stands for another outcome. Give this one its own.");
        log.Recorded(outcome.Reply, outcome.Offer, outcome.Run!);
        return new(StatusCodes.Status201Created, outcome);
    }
}
