using System.Globalization;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Leavers;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Prospects;

namespace ReapFunctions.Scorecards;

/// <summary>A row of the scorecard: some customers, their sums and their REAP measures.</summary>
public sealed record ScorecardRow(string Name, ScorecardCell Sums, IReadOnlyList<Measure> Measures);

/// <summary>The REAP scorecard of one run. Serialises to JSON as it is.</summary>
public sealed record Scorecard
{
    public required string Run { get; init; }

    public required string Currency { get; init; }

    /// <summary>The day of which the facts are, where extracts tell of days before their own; null for the drop's.</summary>
    public DateOnly? FactsAsOf { get; init; }

    /// <summary>By target that the run had no champion of: why there is none.</summary>
    public IReadOnlyDictionary<string, string> WithoutChampion { get; init; } = new Dictionary<string, string>();

    /// <summary>Everybody.</summary>
    public required ScorecardRow Total { get; init; }

    /// <summary>By value decile, 1 (best) to 10.</summary>
    public required IReadOnlyList<ScorecardRow> Deciles { get; init; }

    /// <summary>By segment, in the order of their names.</summary>
    public required IReadOnlyList<ScorecardRow> Segments { get; init; }

    /// <summary>The plan by group of that night and what has come of it; null in a portfolio without one.</summary>
    public GroupPlan? GroupPlan { get; init; }

    /// <summary>Cost to serve by driver.</summary>
    public required IReadOnlyDictionary<string, decimal> CostBy { get; init; }

    /// <summary>By rule of the engagement policy: offers it removed.</summary>
    public required IReadOnlyDictionary<string, long> RemovedBy { get; init; }

    /// <summary>By offer: customers for whom it is the best.</summary>
    public required IReadOnlyDictionary<string, long> BestOffers { get; init; }

    /// <summary>
    /// What causes of dissatisfaction come to: in all, by value band, segment, product, region and channel. None without
    /// care.json.
    /// </summary>
    public IReadOnlyList<RootCause> RootCauses { get; init; } = [];

    /// <summary>
    /// Why customers left or leave: in all, by value band, segment and decile. None in a portfolio that asks for no reasons.
    /// </summary>
    public IReadOnlyList<LeaverRow> Leavers { get; init; } = [];

    /// <summary>Referrals that came in; null in a portfolio whose customers do not say who referred them.</summary>
    public AdvocacyFigures? Advocacy { get; init; }

    /// <summary>
    /// By channel, what those whom it won have brought, are expected to bring and cost; none in a portfolio that does not say.
    /// </summary>
    public IReadOnlyList<ChannelRow> Channels { get; init; } = [];

    /// <summary>What became of who asked and was no customer; null where nobody has.</summary>
    public EnquiryFigures? Enquiries { get; init; }

    /// <summary>The causes that spread when the run opened.</summary>
    public IReadOnlyList<Outbreak> Outbreaks { get; init; } = [];

    /// <summary>What contacts do to leaving, as the run knew it when it opened; none while nothing is known.</summary>
    public IReadOnlyList<LeavingEffect> ContactEffects { get; init; } = [];

    /// <summary>What each lever is expected to bring and cost, by decile.</summary>
    public IReadOnlyList<LeverSums> Levers { get; init; } = [];

    /// <summary>By lever: what promises of plans had been worth, by which gains of plans are multiplied; 1 for others.</summary>
    public IReadOnlyDictionary<string, double> Worth { get; init; } = new Dictionary<string, double>();

    /// <summary>The same by return, which budgets are split by; empty in answers.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Cumulative value by ranked customers.</summary>
    public IReadOnlyList<WhalePoint> Whale { get; init; } = [];

    /// <summary>The scorecard of a run from the parts of its buckets, in any order.</summary>
    public static Scorecard Merge(RunId run, string currency, IEnumerable<ScorecardPart> parts, ScorecardOptions options) =>
        Merge(run, currency, Sum(parts), options);

    /// <summary>The same with what became of enquiries, and the share wasted among the measures of all.</summary>
    internal Scorecard With(EnquiryFigures enquiries, ScorecardOptions options) => this with
    {
        Enquiries = enquiries,
        Total = Total with { Measures = [.. Total.Measures, ReapMeasures.Wasted(enquiries.WastedShare, options)] },
    };

    /// <summary>The parts of all buckets in one.</summary>
    internal static ScorecardPart Sum(IEnumerable<ScorecardPart> parts) => parts.Aggregate(
        new ScorecardPart
        {
            Deciles = new Dictionary<int, ScorecardCell>(),
            Segments = new Dictionary<string, ScorecardCell>()
        },
        (left, right) => left + right);

    internal static Scorecard Merge(RunId run, string currency, ScorecardPart sum, ScorecardOptions options)
    {
        var total = sum.Deciles.Values.Aggregate(new ScorecardCell(), (left, right) => left + right);
        ScorecardRow Row(string name, ScorecardCell cell) => new(name, cell, ReapMeasures.Take(cell, options));
        return new Scorecard
        {
            Run = run.ToString(),
            Currency = currency,
            Total = Row("total", total),
            Deciles = [.. Enumerable.Range(1, 10).Select(decile => Row(
                decile.ToString(CultureInfo.InvariantCulture), sum.Deciles.GetValueOrDefault(decile) ?? total.Nobody))],
            Segments = [
                .. sum.Segments.OrderBy(segment => segment.Key, StringComparer.Ordinal)
                .Select(segment => Row(segment.Key, segment.Value))],
            GroupPlan = GroupPlan.Of(options, sum, total, run.Date),
            CostBy = sum.CostBy,
            RemovedBy = sum.RemovedBy,
            BestOffers = sum.BestOffers,
            RootCauses = sum.RootCauses,
            Leavers = sum.Leavers,
            Channels = ChannelRow.BesideTheBase(sum.Channels),
            Levers = LeverSums.Of(sum.Steps),
            Steps = sum.Steps,
            Whale = WhaleCurve.Of(sum.ValueBins),
        };
    }
}
