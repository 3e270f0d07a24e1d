using ReapFunctions.Ml.ModelFiles;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Contributions of a linear model: weight times (value - mean), added up over the slots that a feature makes.</summary>
internal sealed class LinearExplainer : Explainer
{
    private const int ChunkRows = 1024;

    private readonly MlNetPipeline pipeline;
    private readonly int[] slots;
    private readonly double[] weights;
    private readonly float[] means;
    private readonly int[] featureOfSlot;
    private readonly int features;

    private LinearExplainer(MlNetPipeline pipeline, float[] means)
    {
        this.pipeline = pipeline;
        this.means = means;
        (slots, weights) = WeightsOf(pipeline);
        var names = FeaturesOf(pipeline)!;
        features = names.Length;
        featureOfSlot = Array.ConvertAll(SourcesOf(pipeline), source => Array.IndexOf(names, source));
        Base = pipeline.Linear!.Bias + slots.Select((_, i) => weights[i] * means[i]).Sum();
    }

    /// <returns>Null when the model is not linear, or the file does not keep its means.</returns>
    public static LinearExplainer? Find(MlNetPipeline pipeline, SortedDictionary<string, byte[]> entries) =>
        pipeline.Linear is not null && OwnEntries.FindMeans(entries, WeightsOf(pipeline).Slots.Length) is { } means
            ? new LinearExplainer(pipeline, means)
            : null;

    /// <summary>What contributions are told of; null when the model is not linear.</summary>
    public static string[]? FeaturesOf(MlNetPipeline pipeline) => pipeline.Linear is null ? null
        : [.. SourcesOf(pipeline).Distinct()];

    /// <summary>The mean of every slot that has a weight; missing values do not count.</summary>
    public static float[] MeansOf(MlNetPipeline pipeline, Dataset data)
    {
        var (slots, _) = WeightsOf(pipeline);
        var (sums, counts) = (new double[slots.Length], new int[slots.Length]);
        for (var from = 0; from < data.Rows; from += ChunkRows)
        {
            var vectors = pipeline.FeaturesOf(data, from, Math.Min(ChunkRows, data.Rows - from), slots);
            for (var slot = 0; slot < slots.Length; slot++)
            {
                foreach (var value in vectors[slot].Where(value => !float.IsNaN(value)))
                {
                    sums[slot] += value;
                    counts[slot]++;
                }
            }
        }
        return [.. sums.Select((sum, slot) => (float)(sum / Math.Max(1, counts[slot])))];
    }

    public void Explain(Dataset data, Memory<float> contributions) => Parallel.For(0, (data.Rows + ChunkRows - 1) / ChunkRows,
        chunk =>
    {
        var from = chunk * ChunkRows;
        var rows = Math.Min(ChunkRows, data.Rows - from);
        var vectors = pipeline.FeaturesOf(data, from, rows, slots);
        var sums = new double[features];
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(sums);
            for (var slot = 0; slot < slots.Length; slot++)
                sums[featureOfSlot[slot]] += weights[slot] * (vectors[slot][row] - means[slot]);
            for (var feature = 0; feature < features; feature++)
                contributions.Span[((from + row) * features) + feature] = (float)sums[feature];
        }
    });

    private static (int[] Slots, double[] Weights) WeightsOf(MlNetPipeline pipeline)
    {
        var all = pipeline.Linear!.Weights;
        int[] slots = [.. Enumerable.Range(0, all.Count).Where(slot => all[slot] != 0)];
        return (slots, Array.ConvertAll(slots, slot => (double)all[slot]));
    }

    private static string[] SourcesOf(MlNetPipeline pipeline) => pipeline.SourcesOf(WeightsOf(pipeline).Slots);
}
