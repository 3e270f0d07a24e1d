using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Snapshots.Referrals;

namespace ReapFunctions.Scoring;

/// <summary>What one feature adds to a customer's raw score.</summary>
/// <param name="Feature">The column's name.</param>
/// <param name="LogOdds">The exact Shapley contribution, in log-odds: positive pushes towards the event.</param>
public readonly record struct Contribution(string Feature, float LogOdds);

/// <summary>One target's scores of every row of a snapshot.</summary>
/// <param name="Target">The target, such as <c>churn</c>.</param>
/// <param name="Propensity">By row: calibrated probability, 0 to 1.</param>
/// <param name="Contributions">By row: the largest contributions, largest first by magnitude.</param>
public sealed record TargetScores(string Target, float[] Propensity, IReadOnlyList<Contribution>[] Contributions);

/// <summary>The customers of one bucket with the scores of one run: what value, risk and offers are worked out from.</summary>
public sealed record ScoredSnapshot(RunId Run, Snapshot Customers, IReadOnlyDictionary<string, TargetScores> Scores)
{
    /// <summary>What its customers complained about, by customer and day.</summary>
    public IReadOnlyList<CustomerCase> Cases { get; init; } = [];

    /// <summary>Why customers leave, one reason each; some of them may not be in the drop any more.</summary>
    public IReadOnlyList<LeavingReason> Leaving { get; init; } = [];

    /// <summary>What its customers brought by recommending us; null in a portfolio whose customers do not say.</summary>
    public KnownReferrals? Referrals { get; init; }
}
