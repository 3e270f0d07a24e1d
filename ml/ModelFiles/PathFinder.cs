using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>How the rows of a model are scored, and with what.</summary>
/// <param name="Path">How.</param>
/// <param name="Trees">The trees, over raw columns or over the vector that ML.NET makes; null without any that give ML.NET's
/// scores.</param>
/// <param name="UsedSlots">The slots of ML.NET's vector that the trees look at; empty where they look at raw columns.</param>
internal sealed record FoundPath(ScoringPath Path, TreeScorer? Trees, int[] UsedSlots);

/// <summary>
/// Finds the fastest path on which a model's rows get ML.NET's answers:
/// <code>
/// the path that the file names  ->  the one that asking the pipeline shows  ->  trees over ML.NET's vector  ->  ML.NET
/// </code>
/// Each is taken only when its answers on rows made up to differ are ML.NET's.
/// </summary>
/// <param name="entries">The file; a path that is found is written into it.</param>
/// <param name="pipeline">ML.NET's; not loaded where the file names a path that holds.</param>
/// <param name="calibrator">The file's; null when it has none that we can read.</param>
internal sealed class PathFinder(
    SortedDictionary<string, byte[]> entries, Lazy<MlNetPipeline> pipeline, Calibrator? calibrator)
{
    private Calibrator Calibrator => calibrator ?? PlattCalibrator.Identity;

    /// <summary>The fastest path that holds.</summary>
    /// <param name="ensemble">The file's trees; null when it has none that we can read.</param>
    public FoundPath Find(TreeEnsemble? ensemble)
    {
        if (ensemble is null)
            return new FoundPath(ScoringPath.MlNet, null, []);
        if ((NamedPath(ensemble) ?? ShownPath(ensemble)) is { } direct)
            return new FoundPath(ScoringPath.Direct, direct, []);
        if (VectorPath(ensemble) is not { } vector)
            return new FoundPath(ScoringPath.MlNet, null, []);
        var (scores, probabilities) = Agreement(vector);
        return vector with
        {
            Path = scores && probabilities ? ScoringPath.FromFeatures : ScoringPath.MlNet,
            Trees = scores ? vector.Trees : null,
        };
    }

    /// <summary>The path that the file names, when it still gives ML.NET's answers of that time.</summary>
    private TreeScorer? NamedPath(TreeEnsemble ensemble) =>
        OwnEntries.FindFastPath(entries) is { } known && ScorerOf(known.Featurizer, ensemble) is { } scorer
            && ReferenceRows.Same(known.Answers, AnswersOf(scorer))
            ? scorer
            : null;

    /// <summary>The path that asking the pipeline shows, when it gives the pipeline's answers; the file then names it.</summary>
    private TreeScorer? ShownPath(TreeEnsemble ensemble)
    {
        if (SlotFinder.Find(pipeline.Value) is not { } featurizer || ScorerOf(featurizer, ensemble) is not { } scorer)
            return null;
        var answers = ReferenceRows.Answers(pipeline.Value, featurizer, ensemble);
        if (!ReferenceRows.Same(answers, AnswersOf(scorer)))
            return null;
        OwnEntries.AddFastPath(entries, featurizer, answers);
        return scorer;
    }

    /// <summary>Trees over the slots of ML.NET's vector; each slot belongs to the raw columns that it is made of.</summary>
    private FoundPath? VectorPath(TreeEnsemble ensemble)
    {
        int[] used = [.. ensemble.Trees.SelectMany(tree => tree.Slot.Concat(tree.Categories.SelectMany(listed => listed ?? [])))
            .Distinct().Order()];
        if (used[^1] >= pipeline.Value.Slots)
            return null;
        var sources = pipeline.Value.SourcesOf(used);
        string[] features = [.. sources.Distinct()];
        InputColumn[] columns = [.. used.Select(slot => new InputColumn($"{slot}", null))];
        var featurizer = new Featurizer(
            columns, [.. used.Select((_, i) => new Slot(i))], features,
                [.. sources.Select(source => Array.IndexOf(features, source))]);
        var renumbered = new TreeEnsemble([.. ensemble.Trees.Select(tree => tree with
        {
            Slot = Array.ConvertAll(tree.Slot, slot => Array.IndexOf(used, slot)),
            Categories = Array.ConvertAll(tree.Categories,
                listed => listed is null ? null : Array.ConvertAll(listed, slot => Array.IndexOf(used, slot))),
        })]);
        return ScorerOf(featurizer, renumbered) is { } scorer ? new FoundPath(ScoringPath.FromFeatures, scorer, used) : null;
    }

    /// <summary>Whether the trees over ML.NET's vector give ML.NET's scores, and the calibrator its probabilities.</summary>
    private (bool Scores, bool Probabilities) Agreement(FoundPath vector)
    {
        var mlNet = pipeline.Value;
        var rows = ReferenceRows.Draw(mlNet.Inputs, _ => [.. Enumerable.Range(-5, 25).Select(number => number * 1.7f)]);
        var (scores, probabilities, ours) = (new float[rows.Rows], new float[rows.Rows], new float[rows.Rows]);
        mlNet.ScoreRows(rows, 0, scores, probabilities);
        vector.Trees!.Score(new TableScorer(vector, pipeline, Calibrator).RowsOf(rows, 0, rows.Rows), 0, ours);
        return (
            ReferenceRows.Same(scores, ours),
            (calibrator is not null || !mlNet.HasProbability)
                && ReferenceRows.Same(probabilities, Array.ConvertAll(ours, Calibrator.Probability)));
    }

    private float[] AnswersOf(TreeScorer scorer)
    {
        var rows = ReferenceRows.Draw(scorer.Featurizer, scorer.Ensemble);
        var scores = new float[rows.Rows];
        scorer.Score(scorer.Featurizer.Bind(rows), 0, scores);
        return [.. scores, .. scores.Select(Calibrator.Probability)];
    }

    /// <summary>Null when the trees test slots that the vector does not have, or in a way that cells cannot tell.</summary>
    private static TreeScorer? ScorerOf(Featurizer featurizer, TreeEnsemble ensemble)
    {
        if (ensemble.Trees.Any(tree => tree.Slot.Concat(tree.Categories.SelectMany(listed => listed ?? []))
            .Any(slot => slot >= featurizer.Slots.Length)))
            return null;
        try
        {
            return new TreeScorer(featurizer, ensemble);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
