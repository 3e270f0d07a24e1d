namespace ReapFunctions.Ml.Calibration;

/// <summary>
/// Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the rising step function nearest to the labels.
/// <code>
///   labels by score  0 0 1 0 1 1      blocks  0 0 | 1 0 | 1 1      values  0 | ½ | 1
/// </code>
/// Each block then stands at the mean of its scores, with straight lines between blocks (centred isotonic regression, Oron and
/// Flournoy 2017): smoother, and scores keep their order.
/// </summary>
internal static class IsotonicFitter
{
    /// <summary>Every block counts one more row at the mean rate, so that no value is 0 or 1.</summary>
    private const double Prior = 1;

    /// <param name="scores">Scores of rows that the model has not learned from.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="weights">Their weights; empty means all 1.</param>
    public static IsotonicCalibrator Fit(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        var blocks = new List<Block>();
        foreach (var block in Points(scores, labels, weights))
        {
            blocks.Add(block);
            Pool(blocks, static block => block.Positive / block.Weight);
        }
        var rate = blocks.Sum(block => block.Positive) / blocks.Sum(block => block.Weight);
        var smoothed = new List<Block>();
        foreach (var block in blocks)
        {
            smoothed.Add(block);
            Pool(smoothed, block => Smooth(block, rate));
        }
        return new IsotonicCalibrator([.. smoothed.Select(block => (block.Centre, block.Centre, (float)Smooth(block, rate)))]);
    }

    private static double Smooth(Block block, double rate) => (block.Positive + (Prior * rate)) / (block.Weight + Prior);

    /// <summary>Joins the last block to the one before while it does not rise above it, in float32 as it is stored.</summary>
    private static void Pool(List<Block> blocks, Func<Block, double> value)
    {
        while (blocks.Count > 1 && (float)value(blocks[^2]) >= (float)value(blocks[^1]))
        {
            var (before, last) = (blocks[^2], blocks[^1]);
            blocks.RemoveRange(blocks.Count - 2, 2);
            blocks.Add(new Block(before.Weight + last.Weight, before.Positive + last.Positive, before.ScoreSum + last.ScoreSum));
        }
    }

    /// <summary>One block per distinct score, rising.</summary>
    private static List<Block> Points(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights)
    {
        var (keys, order) = (new float[scores.Length], new int[scores.Length]);
        for (var i = 0; i < order.Length; i++)
            (keys[i], order[i]) = (scores[i], i);
        Array.Sort(keys, order);
        var points = new List<Block>();
        for (var i = 0; i < order.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[order[i]];
            var point = new Block(weight, labels[order[i]] ? weight : 0, weight * keys[i]);
            if (i > 0 && keys[i - 1] == keys[i])
                points[^1] = new Block(points[^1].Weight + weight, points[^1].Positive + point.Positive,
                    points[^1].ScoreSum + point.ScoreSum);
            else
                points.Add(point);
        }
        return points;
    }

    private readonly record struct Block(double Weight, double Positive, double ScoreSum)
    {
        public float Centre => (float)(ScoreSum / Weight);
    }
}
