using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Scoring;

/// <summary>Scores customers on every target that has a model, with the reasons of each score.</summary>
public static class BucketScorer
{
    /// <summary>How many contributions are kept per customer and target, the largest by magnitude.</summary>
    public const int ContributionsKept = 6;

    /// <param name="models">By target; targets without a model are left out of the scores.</param>
    public static ScoredSnapshot Score(
        RunId run, Snapshot customers, Roles roles, IEnumerable<Target> targets,
            IReadOnlyDictionary<string, PropensityModel> models)
    {
        var features = new FeatureTable(customers, roles, run.Date);
        var scores = targets
            .Where(target => models.ContainsKey(target.Name))
            .ToDictionary(
                target =>
                target.Name, target => Score(target, features, models[target.Name], customers.Rows), StringComparer.Ordinal);
        return new ScoredSnapshot(run, customers, scores);
    }

    private static TargetScores Score(Target target, FeatureTable features, PropensityModel model, int rows)
    {
        var data = features.For(target);
        var propensity = new float[rows];
        model.Score(data, propensity);
        return new TargetScores(target.Name, propensity, model.CanExplain ? Reasons(model, data) : NoReasons(rows));
    }

    /// <summary>By row: the largest contributions.</summary>
    internal static IReadOnlyList<Contribution>[] Reasons(PropensityModel model, Dataset data)
    {
        var contributions = new float[data.Rows * model.Features.Count];
        model.Explain(data, contributions);
        var reasons = new IReadOnlyList<Contribution>[data.Rows];
        for (var row = 0; row < reasons.Length; row++)
            reasons[row] = Largest(contributions.AsSpan(row * model.Features.Count, model.Features.Count), model.Features);
        return reasons;
    }

    /// <summary>A model that was brought may be of a kind whose scores nobody can explain.</summary>
    private static IReadOnlyList<Contribution>[] NoReasons(int rows)
    {
        var reasons = new IReadOnlyList<Contribution>[rows];
        Array.Fill(reasons, []);
        return reasons;
    }

    private static Contribution[] Largest(ReadOnlySpan<float> contributions, IReadOnlyList<string> features)
    {
        var all = new List<Contribution>(features.Count);
        for (var i = 0; i < features.Count; i++)
            if (contributions[i] != 0)
                all.Add(new Contribution(features[i], contributions[i]));
        // Equal magnitudes keep the features' order: the same customer always has the same reasons.
        return [.. all.OrderByDescending(contribution => Math.Abs(contribution.LogOdds)).Take(ContributionsKept)];
    }
}
