using ReapFunctions.Offers;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Prompts;

/// <summary>A code that records what the customer said, and what it means.</summary>
public sealed record ReplyCode(Reply Code, string Means);

/// <summary>One thing to say to the customer.</summary>
public sealed record Prompt
{
    public required string Offer { get; init; }

    public required OfferKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>One sentence about this customer: why this.</summary>
    public required string Reason { get; init; }

    public required string SayFirst { get; init; }

    public string? PriceEffect { get; init; }

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>What must be said for compliance.</summary>
    public string? MustSay { get; init; }

    /// <summary>The last day of the offer.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Channels it may go out on.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The customer asked to be asked again, and the day has come.</summary>
    public bool AskedFor { get; init; }

    /// <summary>What to post to <c>outcomes</c>; empty for a service word.</summary>
    public IReadOnlyList<ReplyCode> Replies { get; init; } = [];
}

/// <summary>Something not to offer, and why.</summary>
public sealed record DoNotOffer(string Offer, string Title, string Because);

/// <summary>What an agent sees at the start of a call. No propensity is on it: bands and words are.</summary>
public sealed record PromptAnswer
{
    public required string CustomerId { get; init; }

    public required string Run { get; init; }

    /// <summary>The drop that the answer rests on.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The day of which the facts are, where extracts tell of days before their own; null for the drop's.</summary>
    public DateOnly? FactsAsOf { get; init; }

    public required double AgeHours { get; init; }

    /// <summary>Older than the portfolio allows: say so to the customer rather than rely on it.</summary>
    public required bool Stale { get; init; }

    public string? Channel { get; init; }

    public required string ValueBand { get; init; }

    /// <summary>Null in a portfolio without a target of kind churn.</summary>
    public string? RiskBand { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What became of the risk since the night before; null when that is not worth saying.</summary>
    public RiskMoved? RiskMoved { get; init; }

    /// <summary>The team that looks after the customer: put the call through to it.</summary>
    public string? Team { get; init; }

    /// <summary>How the customer is cared for; null where their value band has no standard.</summary>
    public CareStandard? Standard { get; init; }

    /// <summary>In the control group: only service is offered.</summary>
    public bool Control { get; init; }

    /// <summary>What is done to put the relationship right, and by when; null where nothing is.</summary>
    public RecoveryPlan? Recovery { get; init; }

    /// <summary>Since when the customer is asleep, and against which rhythm; null for who is awake.</summary>
    public RhythmState? Asleep { get; init; }

    public required IReadOnlyList<Prompt> Prompts { get; init; }

    public required IReadOnlyList<DoNotOffer> DoNotOffer { get; init; }

    /// <summary>What the customer said last, newest first.</summary>
    public IReadOnlyList<LastReply> LastReplies { get; init; } = [];
}

/// <summary>A change of the risk, for an agent: no propensity is on it.</summary>
/// <param name="Direction">up or down.</param>
/// <param name="Because">The reason that changed most, in words.</param>
public sealed record RiskMoved(string Since, string BandBefore, string Band, string Direction, string? Because)
{
    internal static RiskMoved? From(RiskChange? change, RiskOptions? options) =>
        options is null || change?.IsWorthSaying(options.MovedBy) != true
        ? null
        : new RiskMoved(change.Since, change.BandBefore, change.Band, change.Propensity < change.PropensityBefore
            ? "down"
            : "up", change.Because);
}

/// <summary>An earlier reply.</summary>
public sealed record LastReply(DateTimeOffset At, string Offer, Reply Reply, DateOnly? Until, string? Channel);
