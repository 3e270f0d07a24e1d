using System.Collections.Frozen;
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

    /// <summary>By customer: their last yes to being put right.</summary>
    public IReadOnlyDictionary<string, RightYes> Right { get; init; } = FrozenDictionary<string, RightYes>.Empty;

    /// <summary>By customer: by which rule they were recovered in the run before, and since when.</summary>
    public IReadOnlyDictionary<string, RecoveringSince> Recovering { get; init; } =
        FrozenDictionary<string, RecoveringSince>.Empty;

    /// <summary>Why customers leave, one reason each; some of them may not be in the drop any more.</summary>
    public IReadOnlyList<LeavingReason> Leaving { get; init; } = [];

    /// <summary>
    /// The snapshot once customers have said that all is put right: what was known and told until then is solved.
    /// </summary>
    internal ScoredSnapshot PutRight(IReadOnlyDictionary<string, RightYes> right) => this with
    {
        Right = right,
        Cases = [.. Cases.GroupBy(found => found.CustomerId, StringComparer.Ordinal)
            .SelectMany(own => right.TryGetValue(own.Key, out var yes) ? yes.PutRight([.. own]) : own)],
    };

    /// <summary>The same had they not.</summary>
    internal ScoredSnapshot NotPutRight() => this with
    {
        Right = FrozenDictionary<string, RightYes>.Empty,
        Cases = [.. Cases.Select(found => found.NotPutRight())],
    };

    /// <summary>What its customers brought by recommending us; null in a portfolio whose customers do not say.</summary>
    public KnownReferrals? Referrals { get; init; }
}
