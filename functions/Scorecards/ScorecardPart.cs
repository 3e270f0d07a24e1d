using ReapFunctions.Offers;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Leavers;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scoring;

namespace ReapFunctions.Scorecards;

/// <summary>
/// What one bucket adds to the scorecard. Parts add up to the same scorecard in any order and any split into buckets.
/// Serialises to JSON as it is.
/// </summary>
public sealed record ScorecardPart
{
    /// <summary>By value decile, 1 to 10.</summary>
    public required IReadOnlyDictionary<int, ScorecardCell> Deciles { get; init; }

    /// <summary>By segment; customers without one are under <see cref="NoSegment"/>.</summary>
    public required IReadOnlyDictionary<string, ScorecardCell> Segments { get; init; }

    /// <summary>By group of the plan, those in none among them; empty in a portfolio without a plan by group.</summary>
    public IReadOnlyDictionary<string, ScorecardCell> Groups { get; init; } = new Dictionary<string, ScorecardCell>();

    /// <summary>By group of the plan, what care comes to; none in a portfolio without such a plan or care.json.</summary>
    public IReadOnlyDictionary<string, GroupCare> GroupCare { get; init; } = new Dictionary<string, GroupCare>();

    /// <summary>Cost to serve of active customers by driver.</summary>
    public IReadOnlyDictionary<string, decimal> CostBy { get; init; } = new Dictionary<string, decimal>();

    /// <summary>By rule: the offers it removed, over all customers.</summary>
    public IReadOnlyDictionary<string, long> RemovedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>By offer: customers for whom it is the best.</summary>
    public IReadOnlyDictionary<string, long> BestOffers { get; init; } = new Dictionary<string, long>();

    /// <summary>What contacts are expected to bring and cost, by return, decile and lever.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Active customers by bin of current value, for the whale curve.</summary>
    public IReadOnlyDictionary<int, ValueBin> ValueBins { get; init; } = new Dictionary<int, ValueBin>();

    /// <summary>What causes of dissatisfaction come to; none in a portfolio without care.json.</summary>
    public IReadOnlyList<RootCause> RootCauses { get; init; } = [];

    /// <summary>Why customers left or leave; none in a portfolio that asks for no reasons.</summary>
    public IReadOnlyList<LeaverRow> Leavers { get; init; } = [];

    /// <summary>Who came by referral; null in a portfolio whose customers do not say.</summary>
    public AdvocacySums? Advocacy { get; init; }

    /// <summary>By channel, who was won by it; none in a portfolio that does not say.</summary>
    public IReadOnlyList<ChannelRow> Channels { get; init; } = [];

    public const string NoSegment = PlanGroup.NoSegment;

    public static ScorecardPart Sum(ScoredSnapshot scored, Decisions decisions, DecisionOptions config) =>
        Sum(decisions, config) with
        {
            GroupCare = Scorecards.Groups.GroupCare.Of(scored, decisions, config),
            RootCauses = CauseTally.Of(scored, decisions, config.Care),
            Leavers = LeaverTally.Of(scored, decisions, config.Care?.Leaving),
            Channels = ChannelRow.Of(decisions.Values, config.Value.Acquisition),
            Advocacy = AdvocacySums.Of(scored, decisions, config.Value.Advocacy),
        };

    public static ScorecardPart Sum(Decisions decisions, DecisionOptions config)
    {
        CellSums New() => new(config);
        var deciles = new SortedDictionary<int, CellSums>();
        var segments = new SortedDictionary<string, CellSums>(StringComparer.Ordinal);
        var groups = new SortedDictionary<string, CellSums>(StringComparer.Ordinal);
        var names = config.GroupPlan?.Names;
        var tally = new ScorecardTally();
        for (var row = 0; row < decisions.Values.Length; row++)
        {
            var (value, risk, offer) = (decisions.Values[row], decisions.Risks[row], decisions.Offers[row]);
            Entry(deciles, value.Decile, New).Add(value, risk, offer);
            Entry(segments, value.Segment ?? NoSegment, New).Add(value, risk, offer);
            if (config.GroupPlan is { } plan)
                Entry(groups, names![plan.PlaceOf(value.Segment, value.Band)], New).Add(value, risk, offer);
            tally.Add(value, offer);
        }
        return new ScorecardPart
        {
            Deciles = deciles.ToDictionary(decile => decile.Key, decile => decile.Value.Cell()),
            Segments = segments.ToDictionary(segment => segment.Key, segment => segment.Value.Cell()),
            Groups = groups.ToDictionary(group => group.Key, group => group.Value.Cell()),
            CostBy = tally.CostBy,
            RemovedBy = tally.RemovedBy,
            BestOffers = tally.BestOffers,
            Steps = PlanStep.Of(decisions.Offers, config.Offering),
            ValueBins = tally.ValueBins,
        };
    }

    public static ScorecardPart operator +(ScorecardPart one, ScorecardPart other) => new()
    {
        Deciles = Sums.Add(one.Deciles, other.Deciles, static (a, b) => a + b),
        Segments = Sums.Add(one.Segments, other.Segments, static (a, b) => a + b),
        Groups = Sums.Add(one.Groups, other.Groups, static (a, b) => a + b),
        GroupCare = Sums.Add(one.GroupCare, other.GroupCare, static (a, b) => a + b),
        CostBy = Sums.Add(one.CostBy, other.CostBy, static (a, b) => a + b),
        RemovedBy = Sums.Add(one.RemovedBy, other.RemovedBy, static (a, b) => a + b),
        BestOffers = Sums.Add(one.BestOffers, other.BestOffers, static (a, b) => a + b),
        Steps = PlanStep.Sum(one.Steps.Concat(other.Steps)),
        ValueBins = Sums.Add(one.ValueBins, other.ValueBins, static (a, b) => a + b),
        RootCauses = RootCause.Sum(one.RootCauses.Concat(other.RootCauses)),
        Leavers = LeaverRow.Sum(one.Leavers.Concat(other.Leavers)),
        Channels = ChannelRow.Sum(one.Channels.Concat(other.Channels)),
        Advocacy = AdvocacySums.Add(one.Advocacy, other.Advocacy),
    };

    private static CellSums Entry<TKey>(SortedDictionary<TKey, CellSums> cells, TKey key, Func<CellSums> create)
        where TKey : notnull
    {
        if (!cells.TryGetValue(key, out var cell))
            cells[key] = cell = create();
        return cell;
    }
}
