using Microsoft.AspNetCore.Http;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>What is known of the customer whom a request asks about.</summary>
/// <param name="Channel">Only what may be said on this channel; null for any.</param>
/// <param name="Change">How the risk moved since the run before; null when not known.</param>
public sealed record KnownCustomer(OfferRecord Record, IReadOnlyList<OutcomeRecord> Replies, string? Channel, RiskChange? Change);

/// <summary>Finds the customer whom a request asks about, with <c>channel</c> as its parameter.</summary>
public sealed class CustomerLookup(
    OfferRecordStore records,
    OutcomeStore outcomes,
    RiskChangeStore risks,
    DecisionOptions config)
{
    /// <returns>What <paramref name="answer"/> makes of the customer, as JSON, or the problem.</returns>
    public async Task<IResult> AnswerAsync<T>(
        HttpRequest request, string id, Func<KnownCustomer, T> answer, CancellationToken cancellationToken)
    {
        var channel = ChannelParameter.Of(request);
        if (ChannelParameter.Fault(channel, config) is { } fault)
            return fault;
        if (await records.FindAsync(id, cancellationToken) is not { } record)
            return Problems.NotFound("The published run has no customer with this id.", ProblemKind.UnknownCustomer);
        var change = risks.OfAsync(record.CustomerId, record.Run, cancellationToken);
        var replies = await outcomes.OfAsync(record.CustomerId, cancellationToken);
        return Results.Json(answer(new KnownCustomer(record, replies, channel, await change)), RecordJson.Options);
    }
}
