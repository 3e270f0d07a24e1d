using System.Text.Json.Serialization;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Runs;

/// <summary>Where a run is.</summary>
public enum RunPhase
{
    /// <summary>Opened: its bucket messages are being sent.</summary>
    Open,

    /// <summary>At least one bucket is scored.</summary>
    Scoring,

    /// <summary>Complete and checked; it has been the current run.</summary>
    Published,

    /// <summary>
    /// Complete and its totals agree, but it looks wrong: nobody reads it until an operator publishes it, or a later run of its
    /// date takes its place.
    /// </summary>
    Held,

    /// <summary>Complete, but its totals did not agree: never published.</summary>
    Failed,
}

/// <summary>A cause of dissatisfaction that grows beyond its own trailing rate, and where it does.</summary>
/// <param name="Product">Null where it is no one product's.</param>
/// <param name="Region">Null where it is no one region's.</param>
/// <param name="Channel">Null where it is no one channel's.</param>
/// <param name="Since">The first day of the days that gave it away.</param>
/// <param name="FoundOn">The drop at which it was found.</param>
/// <param name="PerDay">Its trailing rate before: cases a day.</param>
/// <param name="Cases">Cases since then, each customer once a week.</param>
/// <param name="PValue">Of the test that raised the alarm, of this place or one that it lies in.</param>
public sealed record Outbreak(
    string Cause, string? Product, string? Region, string? Channel, DateOnly Since, DateOnly FoundOn, double PerDay, long Cases,
    double PValue)
{
    /// <summary>Whether something of these properties lies in its place.</summary>
    internal bool Covers(string cause, string? product, string? region, string? channel) =>
        cause == Cause && (Product is null || product == Product) && (Region is null || region == Region)
        && (Channel is null || channel == Channel);
}

/// <summary>How many customers alike told a reason for leaving.</summary>
/// <param name="Segment">Theirs when they told it; null for none.</param>
/// <param name="ValueBand">The same of their value.</param>
public sealed record LeavingCount(string? Segment, string? ValueBand, string Reason, long Customers);

/// <summary>Where the worth of a referral comes from.</summary>
public enum ReferralBasis
{
    /// <summary>More than half of it is the number of value.json.</summary>
    Typed,

    /// <summary>Half of it or more is what customers who were referred are worth.</summary>
    Data,
}

/// <summary>What a customer who was referred is taken to be worth, as a run knew it when it opened.</summary>
/// <param name="Each">Currency for each who came: mean x weight + typed x (1 - weight).</param>
/// <param name="From">Which of the two it is, for the most part.</param>
/// <param name="Weight">Of the mean, 0 to 1; 0 while there are no data, or too few to tell the mean from what is typed.</param>
/// <param name="Typed">Currency: <c>advocacy.worth</c> of value.json.</param>
/// <param name="Mean">Value of 12 months of those referred, the mean; null while nobody was valued.</param>
/// <param name="Referred">Customers whom the mean is of.</param>
/// <param name="AsOf">The night that valued them; null without one.</param>
public sealed record ReferralWorth(
    double Each, ReferralBasis From, double Weight, double Typed, double? Mean = null, long Referred = 0, RunId? AsOf = null);

/// <summary>Who came by whom, as a run found it when it opened.</summary>
/// <param name="Folder">Where it is kept, within the scored rows of the run: its name follows from its content.</param>
public sealed record RunReferrals(string Folder, ReferralWorth Worth);

/// <summary>What operators do with a run by hand.</summary>
public enum RunDeed
{
    /// <summary>It was held, and is published all the same.</summary>
    Published,

    /// <summary>It had been published, and is the current run again.</summary>
    PutBack,

    /// <summary>It is made again, or goes on.</summary>
    Retried,
}

/// <summary>That somebody did something with a run by hand.</summary>
/// <param name="By">Who; null where nobody is signed in.</param>
public sealed record RunAct(RunDeed Deed, DateTimeOffset At, string? By);

/// <summary>One run as the table <c>Runs</c> knows it.</summary>
public sealed record RunState
{
    [JsonPropertyName("run")]
    public required RunId Id { get; init; }

    public required RunPhase Phase { get; init; }

    public required int Buckets { get; init; }

    /// <summary>What it scores: the clean extracts of its date.</summary>
    public required IReadOnlyList<DropExtract> Extracts { get; init; }

    /// <summary>
    /// Where <see cref="RunInputStore"/> has the extracts of earlier dates that take part; null when there are none.
    /// </summary>
    public string? Earlier { get; init; }

    /// <summary>What became of the rows of detail sources, once complete.</summary>
    public IReadOnlyList<DetailCount> Details { get; init; } = [];

    /// <summary>What was found in references, once complete.</summary>
    public IReadOnlyList<ReferenceCount> References { get; init; } = [];

    /// <summary>By target: the version of the model that scores it, fixed when the run opened.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    /// <summary>By target that had no champion when the run opened: why there is none.</summary>
    public IReadOnlyDictionary<string, string> WithoutChampion { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The cut points that its values are ranked by, fixed when it opened; null for one that was opened before runs kept theirs.
    /// </summary>
    public string? BasePeriod { get; init; }

    /// <summary>
    /// By offer that customers have answered: how gladly they say yes, as it was known when the run opened. For others what is
    /// configured holds.
    /// </summary>
    public IReadOnlyDictionary<string, YesRate> Yes { get; init; } = new Dictionary<string, YesRate>();

    /// <summary>
    /// By lever: what promises of kept plans have been worth, as it was known when the run opened; empty while nothing is known.
    /// </summary>
    public IReadOnlyDictionary<string, double> Worth { get; init; } = new Dictionary<string, double>();

    /// <summary>By lever that plans had: the lower end of the 95 % interval of that.</summary>
    public IReadOnlyDictionary<string, double> WorthLow { get; init; } = new Dictionary<string, double>();

    /// <summary>The same: the upper end.</summary>
    public IReadOnlyDictionary<string, double> WorthHigh { get; init; } = new Dictionary<string, double>();

    /// <summary>The facts that its lists hold of each customer, in their order.</summary>
    public IReadOnlyList<string> ListFields { get; init; } = [];

    /// <summary>The causes of dissatisfaction that spread when it opened.</summary>
    public IReadOnlyList<Outbreak> Outbreaks { get; init; } = [];

    /// <summary>What contacts do to leaving, as it was known when it opened; empty while nothing is known.</summary>
    public IReadOnlyList<LeavingEffect> ContactEffects { get; init; } = [];

    /// <summary>Why customers leave, as it was known when it opened; empty where it explains nothing.</summary>
    public IReadOnlyList<LeavingCount> Leaving { get; init; } = [];

    /// <summary>Who came by whom; null in a portfolio whose customers do not say.</summary>
    public RunReferrals? Referrals { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>
    /// The <see cref="DropChanged.Id"/> of the message that opened it and sends its buckets, again when it is delivered again.
    /// </summary>
    public string? OpenedBy { get; init; }

    /// <summary>
    /// The part that announces that all is written, such as <c>Offers-003</c>; it announces again when its message comes again.
    /// </summary>
    public string? AnnouncedBy { get; init; }

    /// <summary>When its totals were found to agree.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When an operator last asked for it: it is not removed soon after.</summary>
    public DateTimeOffset? PutBackAt { get; init; }

    /// <summary>What was done with it by hand, the oldest first.</summary>
    public IReadOnlyList<RunAct> Acts { get; init; } = [];

    /// <summary>When its removal began: parts of it are gone, so that it is never read again.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Customers whose records were written, once complete and its totals agree.</summary>
    public long? Customers { get; init; }

    /// <summary>Why it failed, in a sentence.</summary>
    public string? Failure { get; init; }

    /// <summary>Why it was held: what about it looks wrong. They stay when it is published all the same.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];

    /// <summary>Whether nothing is to be done for it any more.</summary>
    [JsonIgnore]
    public bool IsDone => Phase is RunPhase.Published or RunPhase.Held or RunPhase.Failed;

    /// <summary>
    /// Whether its steps still write, or may: its totals have not been compared yet. What they write of a customer depends on
    /// what they have read before.
    /// </summary>
    [JsonIgnore]
    public bool IsBeingWritten => !IsDone && Customers is null;

    /// <summary>With one more thing that was done with it by hand.</summary>
    public RunState With(RunAct act) => this with { Acts = [.. Acts, act] };

    /// <summary>
    /// Whether another run of the date is due: a file that it scores was corrected, or a required source has one more. A source
    /// that is not required and comes late opens no run by itself; its rows count from the next one on.
    /// </summary>
    /// <param name="arrived">The clean extracts of the date.</param>
    public bool IsOutdatedBy(IReadOnlyList<DropExtract> arrived, IReadOnlyCollection<string> required)
    {
        var scored = Extracts.Select(Identity).ToHashSet();
        var there = arrived.Select(Identity).ToHashSet();
        return !scored.IsSubsetOf(there)
            || arrived.Any(extract => required.Contains(extract.Source) && !scored.Contains(Identity(extract)));
    }

    private static (string Source, string Sha256) Identity(DropExtract extract) => (extract.Source, extract.Sha256);
}
