using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Moves;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What became of the customers of one run by another: the value migration, and what the treated and the control group did.
/// Serialises to JSON as it is.
/// </summary>
/// <param name="Migrations">Flows between deciles; their changes sum to the change of the total value.</param>
/// <param name="Arms">By what is compared, such as <c>offer:tv</c>, <c>target:churn</c>, <c>decile:3</c>, <c>segment:family</c>,
/// <c>total</c>.</param>
/// <param name="Uplift">By offer, in the order of their names.</param>
/// <param name="Causes">What the change of the total value is made of, to the cent; null where digests lack the amounts.</param>
public sealed record RunComparison(
    string Since, string Run, IReadOnlyList<Migration> Migrations, IReadOnlyDictionary<string, ArmPair> Arms,
        IReadOnlyList<UpliftRanking> Uplift, IReadOnlyList<ValueCause>? Causes = null)
{
    /// <summary>The churn that followed each cause of dissatisfaction; null where the earlier run knew none.</summary>
    public IReadOnlyList<CauseChurn>? CauseChurn { get; init; }

    /// <summary>By what is compared: the median and the tails of what each arm's customers are worth.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<QuantileDifference>> Quantiles { get; init; } =
        new Dictionary<string, IReadOnlyList<QuantileDifference>>();

    /// <summary>The share drawn into the control group of the earlier run; null where it was not kept.</summary>
    public double? ControlShare { get; init; }

    /// <summary>
    /// Flows between groups of the plan; their changes sum to the change of the total value, but for who was erased since. Null
    /// where the runs had no plan by group, or groups of other names.
    /// </summary>
    public IReadOnlyList<Migration>? GroupFlows { get; init; }

    /// <summary>Compares the digests of all buckets of two runs; the buckets need not be the same.</summary>
    /// <param name="riskTarget">The target that an offer without one is counted under; null for none.</param>
    /// <param name="marginRate">Share of revenue that is margin.</param>
    /// <param name="nights">From the one run to the other.</param>
    internal static RunComparison Between(
        string since, string run, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? riskTarget,
        double marginRate = 1, int nights = 1)
    {
        var (earlier, later) = (new KeyedRows(before), new KeyedRows(now));
        var flows = MigrationFlows.ByDecile;
        var groups = new GroupFlows(before.Concat(now));
        var arms = new ArmSums(riskTarget, withQuantiles: true);
        var causes = new CauseSums(marginRate);
        var struck = new List<CauseChurn.Row>();
        foreach (var (digest, row, place) in earlier.All)
        {
            var (match, products) = later.Take(row.Key, out var digestNow, out var placeNow);
            var (care, isKnown) = (digest.CareOf(place), later.Knows(row.Key));
            flows.Add(row.Active ? row : null, match.Active ? match : null, isKnown);
            groups.Add(digest, row, place, digestNow, match, placeNow, isKnown);
            causes.Add(digest, row, digestNow, match, isKnown);
            if (!isKnown)
                continue;
            arms.Add(digest, row, care, match, products);
            if (row.Active)
                struck.Add(new CauseChurn.Row(care.Causes, digest.ChanceOf(row, riskTarget), row.Decile, !match.Active));
        }
        foreach (var (digest, row, place) in later.NotTaken.Where(place => place.Row.Active))
        {
            var isKnown = earlier.Knows(row.Key);
            flows.Add(null, row, isKnown);
            groups.Add(null, default, 0, digest, row, place, isKnown);
            causes.New(digest, row, isKnown);
        }
        var hasAmounts = before.Concat(now).All(digest => digest.Targets is not null);
        var names = before.FirstOrDefault(digest => digest.Causes.Count > 0)?.Causes;
        return new RunComparison(since, run, flows.All, arms.All, arms.Uplift, hasAmounts ? causes.All : null)
        {
            Quantiles = arms.QuantilesAt(new Look(Math.Max(1, nights))),
            ControlShare = before.Count > 0 ? before[0].ControlShare : null,
            GroupFlows = groups.All,
            CauseChurn = names is null ? null : Scorecards.Causes.CauseChurn.Of(names, struck),
        };
    }

    /// <summary>The arms per protocol: the treated who were contacted, and the control group less who was.</summary>
    /// <param name="contacted">Keys of customers with a reply to a prompt of the runs compared.</param>
    internal static IReadOnlyDictionary<string, ArmPair> PerProtocol(
        IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? riskTarget, IReadOnlySet<ulong> contacted)
    {
        var later = new KeyedRows(now);
        var arms = new ArmSums(riskTarget);
        foreach (var (digest, row, place) in new KeyedRows(before).All)
        {
            var (match, products) = later.Take(row.Key);
            if (contacted.Contains(row.Key) == row.Control || !later.Knows(row.Key))
                continue;
            arms.Add(digest, row, digest.CareOf(place), match, products);
        }
        return arms.All;
    }

    /// <summary>
    /// The comparison with a flow of who has been erased from the digests since, and what they had in the change by group: flows
    /// and causes then close to the scorecards, in which they stay counted.
    /// </summary>
    /// <param name="before">The earlier scorecard.</param>
    /// <param name="now">The later one.</param>
    /// <param name="digestsBefore">The digests that were compared, of the earlier run.</param>
    /// <param name="digestsNow">Those of the later one.</param>
    internal RunComparison ClosedTo(
        Scorecard before, Scorecard now, IReadOnlyList<RunDigest> digestsBefore, IReadOnlyList<RunDigest> digestsNow)
    {
        var (was, isNow) = (before.Total.Sums, now.Total.Sums);
        var then = was.Active - Migrations.Where(flow => flow.From is not (Migration.New or Migration.Rejected))
            .Sum(flow => flow.Customers);
        var later = isNow.Active - Migrations.Where(flow => flow.To is not (Migration.Lost or Migration.Rejected))
            .Sum(flow => flow.Customers);
        if (then <= 0 && later <= 0)
            return this;
        var flow = new Migration(
            Migration.Erased, Migration.Erased, Math.Max(then, later), was.Value - Migrations.Sum(flow => flow.Before),
            isNow.Value - Migrations.Sum(flow => flow.Now));
        return this with
        {
            Migrations = [.. Migrations, flow],
            Causes = Causes is null ? null : [.. Causes, .. new ErasedCauses(digestsBefore, digestsNow).Of(before, now)],
        };
    }
}
