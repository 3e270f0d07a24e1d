using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>What was decided about one offer of the catalogue for one customer, and by what.</summary>
/// <param name="Decision">shown, kept (ranks behind what is shown), refused (by the customer's history) or removed (by the
/// policy).</param>
/// <param name="Rank">1-based among the offers that may be said; null for others.</param>
/// <param name="Priority">
/// P x C x V x L x what the channel weighs it by, raised when the customer asked for it.
/// </param>
/// <param name="Rule">The first rule that removed or refused it.</param>
/// <param name="Compared">The values that rule compared.</param>
/// <param name="First">
/// True when a context, or the channel asked for, puts it before those without one such, whatever their priority; else left out.
/// </param>
/// <param name="E">
/// Part of P x V: what the contact brings whatever is answered, below 0 where it drives away; left out while nothing is known.
/// </param>
/// <param name="ByChannel">What the channel asked for multiplies the priority by; left out where it weighs nothing.</param>
public sealed record ExplainedOffer(
    string Offer, string Decision, int? Rank, double? P, double? C, double? V, double? L, double? Priority,
    Layer? Layer, string? Rule, string? Because, string? Compared, bool? First = null, double? ByChannel = null,
    double? E = null);

/// <summary>Every decision about one customer: <c>GET /api/customers/{id}/decisions</c>.</summary>
public sealed record DecisionAnswer
{
    public required string CustomerId { get; init; }

    public required string Run { get; init; }

    public required string ValueBand { get; init; }

    public required int ValueDecile { get; init; }

    /// <summary>Null in a portfolio without a target of kind churn.</summary>
    public string? RiskBand { get; init; }

    /// <summary>What became of the risk since the published run before; null when that does not know the customer.</summary>
    public RiskChange? RiskChange { get; init; }

    /// <summary>The group whose contacts tell what one does to this customer.</summary>
    public string? ContactGroup { get; init; }

    public bool Control { get; init; }

    /// <summary>The hard stop that holds, if any.</summary>
    public string? Stop { get; init; }

    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>All offers of the catalogue but service words: by rank, then refused, then removed.</summary>
    public required IReadOnlyList<ExplainedOffer> Offers { get; init; }

    /// <summary>The service word for when nothing may be said.</summary>
    public required string Service { get; init; }

    /// <summary>The explanation of what <see cref="PromptDesk"/> answers at the same moment to the same history.</summary>
    public static DecisionAnswer From(
        OfferRecord record, IReadOnlyList<OutcomeRecord> outcomes, string? channel, OfferOptions options, DateTimeOffset now)
    {
        var verdicts = OfferVerdict.Judge(record, outcomes, channel, options, now);
        var said = verdicts.Count(verdict => verdict.Refusal is null);
        return new DecisionAnswer
        {
            CustomerId = record.CustomerId,
            Run = record.Run.ToString(),
            ValueBand = EnumName.Of(record.ValueBand),
            ValueDecile = record.ValueDecile,
            RiskBand = record.RiskBand,
            ContactGroup = record.ContactGroup,
            Control = record.Control,
            Stop = record.Stop,
            Consents = record.Consents,
            Offers =
            [
                .. verdicts.Take(said).Select((verdict, i) => Said(verdict, i + 1, i < options.Prompts.Most)),
                .. verdicts.Skip(said).Select(Refused),
                .. record.Removed.Select(Removed),
            ],
            Service = record.Service.Name,
        };
    }

    private static ExplainedOffer Said(OfferVerdict verdict, int rank, bool shown) =>
        Ranked(verdict, shown ? "shown" : "kept", rank) with
        {
            First = verdict.Offer.First || verdict.FirstThere ? true : null,
        };

    private static ExplainedOffer Ranked(OfferVerdict verdict, string decision, int? rank)
    {
        var factors = verdict.Offer.Factors;
        return new(
            verdict.Offer.Name, decision, rank, factors.P, factors.C, factors.V, factors.L, Math.Round(verdict.Priority, 6),
            null, null, null, null, ByChannel: verdict.ByChannel == 1 ? null : Math.Round(verdict.ByChannel, 4),
            E: factors.E == 0 ? null : factors.E);
    }

    private static ExplainedOffer Refused(OfferVerdict verdict) =>
        Ranked(verdict, "refused", null) with
        {
            Rule = verdict.Refusal!.Rule,
            Because = verdict.Refusal.Because,
            Compared = verdict.Refusal.Compared,
        };

    private static ExplainedOffer Removed(RemovedOffer removed) => new(
        removed.Name, "removed", null, null, null, null, null, null, removed.Layer, removed.Rule, removed.Because,
            removed.Compared);
}
