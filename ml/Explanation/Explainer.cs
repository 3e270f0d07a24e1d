using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Exact contributions to a model's raw score. Safe for use by several threads.</summary>
internal abstract class Explainer
{
    /// <summary>The mean raw score of the reference rows.</summary>
    public double Base { get; protected init; }

    /// <summary>The one that fits a model.</summary>
    /// <param name="trees">Those of the model; null when it has none.</param>
    /// <param name="pipeline">ML.NET's; not loaded where trees can be explained.</param>
    /// <param name="entries">Its file.</param>
    /// <exception cref="NotSupportedException">The model cannot be explained; the message says why.</exception>
    public static Explainer Of(TreeScorer? trees, Lazy<MlNetPipeline> pipeline, SortedDictionary<string, byte[]> entries)
    {
        if (trees is { Ensemble.HasCover: true })
            return new TreeExplainer(trees);
        if (trees is null && LinearExplainer.Find(pipeline.Value, entries) is { } linear)
            return linear;
        throw new NotSupportedException(trees is null && pipeline.Value.Linear is null
            ? "The model is neither made of trees nor linear: its scores have no exact contributions here. "
                + "Train one of those, or use it for scores only."
            : "The model file does not say which rows it was trained on, from which contributions are measured. "
                + "Call WithReference with some of them.");
    }
}
