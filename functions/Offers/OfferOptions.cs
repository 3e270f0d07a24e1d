using ReapFunctions.Contracts;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>Something that makes some offers more fitting now: raises their priority.</summary>
public sealed record ContextWeight
{
    public required string Name { get; init; }

    public required Condition When { get; init; }

    /// <summary>Percent added to the priority while <see cref="When"/> holds; may be negative, above -100.</summary>
    public required double Weight { get; init; }

    /// <summary>
    /// True when the offers it weighs come before all others while <see cref="When"/> holds, whatever their priority; default
    /// false.
    /// </summary>
    public bool First { get; init; }

    /// <summary>Offers it weighs; empty for all of <see cref="Kinds"/>.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Kinds it weighs; empty for all.</summary>
    public IReadOnlyList<OfferKind> Kinds { get; init; } = [];
}

/// <summary>A team that looks after some customers. The first route whose condition holds wins.</summary>
public sealed record Route(string Team, Condition When);

/// <summary>
/// Customers that get no prompt, so that what prompts bring can be measured: chosen by a hash of the salt and the customer id,
/// so that a customer stays in or out whatever else happens.
/// </summary>
public sealed record ControlOptions
{
    /// <summary>A text of your own; a new one draws a new control group.</summary>
    public required string Salt { get; init; }

    /// <summary>Share of customers, 0 to 0.5.</summary>
    public required double Share { get; init; }

    /// <summary>Months after which a new group is drawn; 0 (default) never.</summary>
    public int RotateMonths { get; init; }

    /// <summary>The number of the group of a date: it is another after every <see cref="RotateMonths"/>.</summary>
    internal int PeriodOf(DateOnly date) => RotateMonths == 0 ? 0 : Months(date) / RotateMonths;

    /// <summary>The first day after a date on which another group is drawn; null for never.</summary>
    internal DateOnly? NextDraw(DateOnly date)
    {
        if (RotateMonths == 0)
            return null;
        var month = (PeriodOf(date) + 1) * RotateMonths;
        return new DateOnly(month / 12, month % 12 + 1, 1);
    }

    private static int Months(DateOnly date) => date.Year * 12 + date.Month - 1;
}

/// <summary>What an agent sees and how replies count.</summary>
public sealed record PromptOptions
{
    /// <summary>Prompts shown; 1 to 3, default 3.</summary>
    public int Most { get; init; } = 3;

    /// <summary>An answer is stale when the drop is older; default 48 hours.</summary>
    public double StaleAfterHours { get; init; } = 48;

    /// <summary>Days that a no keeps an offer and its group away, 0 to 36,500; default 90.</summary>
    public int DeclinedDays { get; init; } = 90;

    /// <summary>Days that a yes keeps them away, until the product shows in the data, 0 to 36,500; default 120.</summary>
    public int AcceptedDays { get; init; } = 120;

    /// <summary>Days that "later" waits when the agent names no date, 0 to 36,500; default 14.</summary>
    public int LaterDays { get; init; } = 14;

    /// <summary>What "later" multiplies the priority by once its date has come; default 1.5.</summary>
    public double LaterRaises { get; init; } = 1.5;
}

/// <summary>The offer catalogue and the engagement policy: <c>offers.json</c>.</summary>
public sealed record OfferOptions
{
    public const string File = "offers.json";

    public required IReadOnlyList<Offer> Offers { get; init; }

    public required ControlOptions Control { get; init; }

    public EngagementPolicy Policy { get; init; } = new();

    /// <summary>By lever: business weight in percent.</summary>
    public IReadOnlyDictionary<Lever, double> LeverWeights { get; init; } = new Dictionary<Lever, double>();

    public IReadOnlyList<ContextWeight> Contexts { get; init; } = [];

    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>
    /// Customers whom a contact may move in a way of their own, from the first on; others are one group. Default none.
    /// </summary>
    public IReadOnlyList<NamedCondition> ContactGroups { get; init; } = [];

    /// <summary>
    /// What may make a yes likelier, or less so: replies tell by how much, to an offer and to others of its kind. At most 32,
    /// default none.
    /// </summary>
    public IReadOnlyList<NamedCondition> ResponseFactors { get; init; } = [];

    /// <summary>By value band, such as high: how its customers are cared for; default none.</summary>
    public IReadOnlyDictionary<string, CareStandard> Standards { get; init; } = new Dictionary<string, CareStandard>();

    /// <summary>By channel: currency that one contact costs.</summary>
    public IReadOnlyDictionary<string, double> ContactCosts { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// By channel: the odds of a yes there over those of a conversation, such as 0.25 for a message; default 1.
    /// </summary>
    public IReadOnlyDictionary<string, double> ChannelOdds { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Channels that customers come to by themselves, by name, beside those of the contract's consents; none by default. One
    /// called inbound gives limits and weights to who calls in.
    /// </summary>
    public IReadOnlyDictionary<string, VisitedChannel> Channels { get; init; } = new Dictionary<string, VisitedChannel>();

    /// <summary>
    /// Kinds of offers that may be said to who calls in or comes, whatever they agreed to: what concerns the contract they have.
    /// Default retention. Care always may; of other kinds what the customer agreed to be called about.
    /// </summary>
    public IReadOnlyList<OfferKind> InboundKinds { get; init; } = [OfferKind.Retention];

    /// <summary>
    /// An offer whose incentive costs more is costly: of customers of band low and negative, who bring little, a yes must bring
    /// it back twice. Default 20.
    /// </summary>
    public double CostlyAbove { get; init; } = 20;

    /// <summary>
    /// Facts that marketers may choose customers of a list by, beside what every list says: the risk, products held and
    /// consents.
    /// </summary>
    public IReadOnlyList<string> ListFields { get; init; } = [];

    /// <summary>How often a customer may be contacted.</summary>
    public IReadOnlyList<ContactLimit> ContactLimits { get; init; } = [];

    public PromptOptions Prompts { get; init; } = new();

    /// <summary>By lever: what promises of plans have been worth; 1 for who is not there.</summary>
    internal IReadOnlyDictionary<Lever, double> PromiseWorth { get; init; } = new Dictionary<Lever, double>();

    /// <summary>The standard of a customer of a value band; null for none, and for who has left.</summary>
    internal CareStandard? StandardOf(ValueBand band, bool active) =>
        active ? Standards.GetValueOrDefault(EnumName.Of(band)) : null;

    /// <summary>The limit of contacts that the standard of a value band sets; null for none.</summary>
    internal ContactLimit? LimitOf(ValueBand band) => StandardOf(band, active: true)?.Limit;

    /// <summary>The standard that a customer is cared for by, with the team that is theirs; null for none.</summary>
    internal CareStandard? StandardOf(OfferRecord record) =>
        StandardOf(record.ValueBand, record.Active) is { } standard
            ? standard with { Team = record.Team ?? standard.Team }
            : null;

    /// <summary>The teams that look after customers, each once: those of routes, then those of standards.</summary>
    internal IReadOnlyList<string> Teams =>
        [.. Routes.Select(route => route.Team).Concat(Standards.Values.Select(standard => standard.Team)).Distinct()];

    /// <summary>All channels, each once: those of the consents, inbound, and those of <see cref="Channels"/>.</summary>
    internal IReadOnlyList<string> ChannelsWith(Roles roles) =>
        [.. roles.Consents.Keys.Append(Roles.Inbound).Concat(Channels.Keys).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether customers come to the channel by themselves.</summary>
    internal bool IsVisit(string? channel) => channel == Roles.Inbound || (channel is not null && Channels.ContainsKey(channel));

    /// <summary>What a channel multiplies an offer's priority by; 1 where it weighs nothing.</summary>
    internal double WeightOn(string? channel, string offer, OfferKind kind) =>
        channel is not null && Channels.TryGetValue(channel, out var own) ? own.WeightOf(offer, kind) : 1;

    /// <summary>Whether an offer comes first on a channel.</summary>
    internal bool IsFirstOn(string? channel, string offer, OfferKind kind) =>
        channel is not null && Channels.TryGetValue(channel, out var own) && own.IsFirst(offer, kind);

    /// <summary>The odds on a channel; 1 where the channel is not known.</summary>
    internal double OddsOn(string? channel) => channel is null ? 1 : ChannelOdds.GetValueOrDefault(channel, 1);

    /// <summary>Offers that put a relationship right, by name.</summary>
    internal IReadOnlyCollection<string> Recoveries =>
        [.. Offers.Where(offer => offer.Kind == OfferKind.Recovery).Select(offer => offer.Name)];

    /// <summary>Offers that ask for nothing, by name: the word of service.</summary>
    internal IEnumerable<string> Words =>
        Offers.Where(offer => offer.Kind == OfferKind.Service).Select(offer => offer.Name);

    /// <summary>The facts that its conditions compare and its tiers stand in.</summary>
    internal IEnumerable<string> Fields => Policy.Eligibility.Concat(Policy.Applicability).Concat(Policy.Suitability)
        .Concat(Offers.SelectMany(offer => offer.Rules))
        .Select(rule => rule.Must)
        .Concat(Contexts.Select(context => context.When)).Concat(Routes.Select(route => route.When))
        .Concat(ContactGroups.Concat(ResponseFactors).Select(named => named.When))
        .SelectMany(condition => condition.Fields)
        .Concat(Offers.Select(offer => offer.Tier?.Field).OfType<string>());
}
