using ReapFunctions.Outcomes;
using ReapFunctions.Rules;

namespace ReapFunctions.Offers;

/// <summary>The lever of customer value that an offer pulls.</summary>
public enum Lever
{
    Retention,
    Efficiency,
    Acquisition,
    Penetration,
}

/// <summary>What an offer is, which decides the rules of engagement that nothing can switch off.</summary>
public enum OfferKind
{
    /// <summary>Something to buy: a product, a tier, more usage.</summary>
    Sale,

    /// <summary>A reason to stay.</summary>
    Retention,

    /// <summary>Cheaper to serve: self-service, e-billing, another way to pay.</summary>
    Saving,

    /// <summary>Brings another customer.</summary>
    Referral,

    /// <summary>Brings a former customer back: the only kind that goes to who has left.</summary>
    WinBack,

    /// <summary>Puts a relationship right. Needs no consent: it answers what the customer asked for.</summary>
    Recovery,

    /// <summary>A service word for when nothing else qualifies. Needs no consent.</summary>
    Service,
}

/// <summary>An answer to something the customer may object.</summary>
/// <param name="Says">What the customer says.</param>
/// <param name="Answer">What to answer.</param>
public sealed record Objection(string Says, string Answer);

/// <summary>What an agent reads. Texts may name facts in braces; see <see cref="FactNames"/>.</summary>
public sealed record OfferTexts
{
    public required string Title { get; init; }

    /// <summary>One sentence about this customer: why this offer.</summary>
    public required string Reason { get; init; }

    /// <summary>What to say first.</summary>
    public required string SayFirst { get; init; }

    /// <summary>What changes in what the customer pays; null when nothing does.</summary>
    public string? PriceEffect { get; init; }

    /// <summary>What must be said for compliance; null when nothing must.</summary>
    public string? MustSay { get; init; }

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>By channel: what is said otherwise there; null for nothing.</summary>
    public IReadOnlyDictionary<string, ChannelTexts>? ByChannel { get; init; }

    /// <summary>
    /// All texts but title and reason with their paths, those of channels too: what is said to who gets the offer.
    /// </summary>
    internal IEnumerable<(string Path, string? Text)> Said() =>
        Said("", SayFirst, PriceEffect, MustSay, Objections).Concat((ByChannel ?? new Dictionary<string, ChannelTexts>())
            .SelectMany(own => Said(
                    $"byChannel.{own.Key}.", own.Value.SayFirst, own.Value.PriceEffect, own.Value.MustSay,
                    own.Value.Objections ?? [])
                .Prepend(($"byChannel.{own.Key}.reason", own.Value.Reason))));

    private static IEnumerable<(string Path, string? Text)> Said(
        string path, string? sayFirst, string? priceEffect, string? mustSay, IReadOnlyList<Objection> objections) =>
        [
            ($"{path}sayFirst", sayFirst), ($"{path}priceEffect", priceEffect), ($"{path}mustSay", mustSay),
            .. objections.SelectMany((objection, i) => new (string, string?)[]
            {
                ($"{path}objections[{i}].says", objection.Says), ($"{path}objections[{i}].answer", objection.Answer),
            }),
        ];

    /// <summary>What is said on a channel; null for none in particular.</summary>
    internal OfferTexts On(string? channel) =>
        channel is null || ByChannel?.GetValueOrDefault(channel) is not { } own ? this : this with
        {
            Reason = own.Reason ?? Reason,
            SayFirst = own.SayFirst ?? SayFirst,
            PriceEffect = own.PriceEffect ?? PriceEffect,
            MustSay = own.MustSay ?? MustSay,
            Objections = own.Objections ?? Objections,
        };
}

/// <summary>What is said otherwise on a channel; what is left out is said as everywhere.</summary>
public sealed record ChannelTexts
{
    /// <inheritdoc cref="OfferTexts.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="OfferTexts.SayFirst"/>
    public string? SayFirst { get; init; }

    /// <inheritdoc cref="OfferTexts.PriceEffect"/>
    public string? PriceEffect { get; init; }

    /// <inheritdoc cref="OfferTexts.MustSay"/>
    public string? MustSay { get; init; }

    public IReadOnlyList<Objection>? Objections { get; init; }
}

/// <summary>A step up: offered to who is on a lower tier, never to who has it or more.</summary>
/// <param name="Field">The text field that holds the customer's tier.</param>
/// <param name="Ladder">Tiers from the lowest up.</param>
/// <param name="To">The tier that is offered.</param>
public sealed record Tier(string Field, IReadOnlyList<string> Ladder, string To)
{
    /// <summary>The tiers below it; none when it is not on the ladder.</summary>
    internal IEnumerable<string> Below => Ladder.Contains(To) ? Ladder.TakeWhile(tier => tier != To) : [];
}

/// <summary>One entry of the offer catalogue.</summary>
public sealed record Offer
{
    /// <summary>The offer's name in records, outcomes and URLs.</summary>
    public required string Name { get; init; }

    public required OfferKind Kind { get; init; }

    public required Lever Lever { get; init; }

    /// <summary>The target whose propensity tells who says yes; null where none does.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// The chance of a yes of who is asked in a conversation, above 0, at most 1; with a target that of who has the usual
    /// propensity. Default 1 without a target, which leaves it out. With one, the chance is by default the propensity itself, and
    /// 0.05 where the model still has too little to learn from: what is not known is not certain.
    /// </summary>
    public double? Acceptance { get; init; }

    /// <summary>
    /// How gladly it is said yes to, as configured; null where a yes is as likely as the propensity says. Of a target's
    /// propensity a yes has half the slope, as those say yes too who never look for the product themselves.
    /// </summary>
    internal YesRate? Configured => Target is null ? new(Unpredicted, 0) : Acceptance is { } rate ? new(rate, 0.5) : null;

    /// <summary>The same with what replies told; null while there are none.</summary>
    internal YesRate? Learned { get; init; }

    internal double Unpredicted => Acceptance ?? (Target is null ? 1 : 0.05);

    /// <summary>The product sold; who holds it never gets the offer.</summary>
    public string? Product { get; init; }

    /// <summary>For an up-sell: the tier that is sold. Null for other offers.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Groups offers that a reply to one settles for all; default the product, or the offer itself.</summary>
    public string? Group { get; init; }

    /// <summary>Currency of incentive that a yes costs.</summary>
    public double Cost { get; init; }

    /// <summary>
    /// Currency of margin per month that a yes brings; null: the product's margin of value.json; for win-back what a month of the
    /// customer's last 12 brought; else 0.
    /// </summary>
    public double? MonthlyMargin { get; init; }

    /// <summary>
    /// Months that margin and saved costs count, 0 to 120; null (default): those that the customer is expected to stay within the
    /// horizon of the lifetime value, discounted, or 12 where it is not known.
    /// </summary>
    public int? Months { get; init; }

    /// <summary>Share of the value at risk that a yes saves, 0 to 1.</summary>
    public double Saves { get; init; }

    /// <summary>
    /// Months within which a yes saves that share of those who would leave, 1 to 120, such as 12 for a contract of a year; null
    /// (default) for the window of the churn model, which is what the value at risk is of.
    /// </summary>
    public int? SavesMonths { get; init; }

    /// <summary>By driver of the cost to serve: the share of its cost that a yes saves, 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> SavesCost { get; init; } = new Dictionary<string, double>();

    /// <summary>Business weight in percent, added to the lever's: 55 raises the priority by half and a bit.</summary>
    public double Weight { get; init; }

    /// <summary>Channels it may go out on; each needs the customer's consent, unless the kind needs none.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Days from the drop until the offer expires, 0 to 36,500; default 30.</summary>
    public int ValidDays { get; init; } = 30;

    /// <summary>May we: rules that must hold for the customer to qualify at all.</summary>
    public IReadOnlyList<PolicyRule> Eligibility { get; init; } = [];

    /// <summary>Is it relevant now.</summary>
    public IReadOnlyList<PolicyRule> Applicability { get; init; } = [];

    /// <summary>Is it good for this customer.</summary>
    public IReadOnlyList<PolicyRule> Suitability { get; init; } = [];

    public required OfferTexts Texts { get; init; }

    /// <summary>Recovery and service answer the customer; all else is marketing, which consent and the hard stops rule.</summary>
    internal bool IsCare => Kind is OfferKind.Recovery or OfferKind.Service;

    /// <summary>Its own rules, of all layers.</summary>
    internal IEnumerable<PolicyRule> Rules => Eligibility.Concat(Applicability).Concat(Suitability);

    internal string GroupName => Group ?? Product ?? Name;
}
