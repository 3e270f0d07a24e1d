namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// What became of the customers of one run by another: the value migration, and what the treated and the control group did.
/// Serialises to JSON as it is.
/// </summary>
/// <param name="Migrations">Flows between deciles; their changes sum to the change of the total value.</param>
/// <param name="Arms">By what is compared, such as <c>offer:tv</c>, <c>target:churn</c>, <c>decile:3</c>, <c>segment:family</c>,
/// <c>total</c>.</param>
/// <param name="Uplift">By offer, in the order of their names.</param>
public sealed record RunComparison(
    string Since, string Run, IReadOnlyList<Migration> Migrations, IReadOnlyDictionary<string, ArmPair> Arms,
        IReadOnlyList<UpliftRanking> Uplift)
{
    /// <summary>Compares the digests of all buckets of two runs; the buckets need not be the same.</summary>
    /// <param name="riskTarget">The target that an offer without one is counted under; null for none.</param>
    internal static RunComparison Between(
        string since, string run, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? riskTarget)
    {
        var later = new KeyedRows(now);
        var flows = new MigrationFlows();
        var arms = new ArmSums(riskTarget);
        foreach (var (digest, row) in new KeyedRows(before).All)
        {
            var (match, products) = later.Take(row.Key);
            flows.Add(row.Active ? row : null, match.Active ? match : null);
            arms.Add(digest, row, match, products);
        }
        foreach (var row in later.NotTaken.Where(row => row.Active))
            flows.Add(null, row);
        return new RunComparison(since, run, flows.All, arms.All, arms.Uplift);
    }

    /// <summary>The arms per protocol: the treated who were contacted, and the control group less who was.</summary>
    /// <param name="contacted">Keys of customers with a reply to a prompt of the runs compared.</param>
    internal static IReadOnlyDictionary<string, ArmPair> PerProtocol(
        IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now, string? riskTarget, IReadOnlySet<ulong> contacted)
    {
        var later = new KeyedRows(now);
        var arms = new ArmSums(riskTarget);
        foreach (var (digest, row) in new KeyedRows(before).All)
        {
            var (match, products) = later.Take(row.Key);
            if (contacted.Contains(row.Key) != row.Control)
                arms.Add(digest, row, match, products);
        }
        return arms.All;
    }

    /// <summary>
    /// The comparison with a flow of who has been erased from the digests since, in one sum: the flows then close to the
    /// scorecards, in which they stay counted.
    /// </summary>
    /// <param name="before">Everybody on the earlier scorecard.</param>
    /// <param name="now">Everybody on the later one.</param>
    internal RunComparison ClosedTo(ScorecardCell before, ScorecardCell now)
    {
        var then = before.Active - Migrations.Where(flow => flow.From != Migration.New).Sum(flow => flow.Customers);
        var later = now.Active - Migrations.Where(flow => flow.To != Migration.Lost).Sum(flow => flow.Customers);
        return then <= 0 && later <= 0
            ? this
            : this with
            {
                Migrations =
                [
                    .. Migrations,
                    new Migration(
                        Migration.Erased, Migration.Erased, Math.Max(then, later),
                        before.Value - Migrations.Sum(flow => flow.Before), now.Value - Migrations.Sum(flow => flow.Now)),
                ],
            };
    }
}
