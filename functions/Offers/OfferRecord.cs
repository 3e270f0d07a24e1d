using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Offers;

/// <summary>
/// The factors of an offer's priority, P x C x V x L, and what V is made of. Money in the portfolio's currency.
/// </summary>
/// <param name="P">Chance of a yes of who is asked in a conversation.</param>
/// <param name="C">Context: the product of 1 + weight / 100 of the contexts that hold.</param>
/// <param name="V">
/// What a yes is worth beyond what would come without it: margin + value saved + cost saved - incentive; with
/// <paramref name="E"/> / P.
/// </param>
/// <param name="L">Lever: (1 + lever weight / 100) x (1 + offer weight / 100).</param>
/// <param name="E">
/// What the contact brings whatever is answered, in a conversation: of the value at risk what it keeps, below 0 what it drives
/// away. 0 while contacts have not told.
/// </param>
public readonly record struct Factors(
    double P, double C, double V, double L,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double E = 0)
{
    public double Priority => P * C * V * L;
}

/// <summary>An offer that passed the policy, with its texts filled for the customer.</summary>
/// <param name="Channels">
/// Channels the customer may be contacted on for it; for care, every channel of the offer. None for what may be said only when
/// the customer calls in.
/// </param>
/// <param name="Pending">Rules that the customer's history settles; null for none.</param>
/// <param name="Propensity">Of the offer's target; null where no model predicts it.</param>
/// <param name="First">A context puts it before all offers that have none such, whatever their priority.</param>
public sealed record KeptOffer(
    string Name, OfferKind Kind, Lever Lever, string Group, Factors Factors, IReadOnlyList<string> Channels, DateOnly Expires,
        OfferTexts Texts,
    IReadOnlyList<PendingRule>? Pending = null, double? Propensity = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool First = false);

/// <summary>An offer that the policy removed and the first rule that did.</summary>
/// <param name="Because">The cause, for an agent.</param>
/// <param name="Compared">The values compared.</param>
/// <param name="Pending">For who lacks nothing but consent: rules that the history settles.</param>
public sealed record RemovedOffer(
    string Name, string Title, Layer Layer, string Rule, string Because, string Compared,
        IReadOnlyList<PendingRule>? Pending = null);

/// <summary>What to say to one customer, and what not: all that a prompt needs.</summary>
public sealed record OfferRecord : ICustomerRecord
{
    public required string CustomerId { get; init; }

    public required RunId Run { get; init; }

    public string? Segment { get; init; }

    public bool Active { get; init; }

    public ValueBand ValueBand { get; init; }

    public int ValueDecile { get; init; }

    /// <summary>Null in a portfolio without a target of kind churn.</summary>
    public string? RiskBand { get; init; }

    /// <summary>Why the customer is at risk, or loyal, in words.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>In the control group: sees no offer.</summary>
    public bool Control { get; init; }

    /// <summary>Why nothing may be sold now; null when it may.</summary>
    public string? Stop { get; init; }

    /// <summary>What is done to put the relationship right; null where nothing is called for.</summary>
    public RecoveryPlan? Recovery { get; init; }

    /// <summary>
    /// The pro-active rule of recovery by which the proof compares the customer; null for none. In no table: the digest keeps it.
    /// </summary>
    [IgnoreDataMember]
    [JsonIgnore]
    public string? ComparedBy { get; init; }

    /// <summary>Since when the customer is asleep, and against which rhythm; null for who is awake.</summary>
    public RhythmState? Asleep { get; init; }

    /// <summary>The team that looks after the customer; null for none in particular.</summary>
    public string? Team { get; init; }

    /// <summary>The group whose contacts tell what one does to this customer; null in records from before there were.</summary>
    public string? ContactGroup { get; init; }

    /// <summary>The factors of <c>responseFactors</c> that hold of the customer; null in older records.</summary>
    public IReadOnlyList<string>? ResponseFactors { get; init; }

    /// <summary>Channels with consent.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Those that come first, then the others, each in falling priority.</summary>
    [IgnoreDataMember]
    public IReadOnlyList<KeptOffer> Offers { get; init; } = [];

    /// <summary>What to say when there is no offer.</summary>
    public required KeptOffer Service { get; init; }

    /// <summary>Offers that the policy removed, in the catalogue's order.</summary>
    public IReadOnlyList<RemovedOffer> Removed { get; init; } = [];
}
