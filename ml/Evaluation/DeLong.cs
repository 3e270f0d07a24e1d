namespace ReapFunctions.Ml.Evaluation;

/// <summary>
/// The variance of an AUC, and of the difference of two AUCs on the same rows (DeLong, DeLong, Clarke-Pearson 1988), by mid-ranks
/// (Sun and Xu 2014): O(n log n), exact with ties.
/// </summary>
public static class DeLong
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>The AUC with its 95 % confidence interval.</summary>
    /// <exception cref="ArgumentException">Different lengths, or one class only.</exception>
    public static AucInterval Interval(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var parts = Components(scores, labels);
        var error = Math.Sqrt(Covariance(parts, parts));
        return new AucInterval(parts.Auc, error, Math.Max(0, parts.Auc - (Normal95 * error)),
            Math.Min(1, parts.Auc + (Normal95 * error)));
    }

    /// <summary>How much better the first scores rank the same rows than the second, with the 95 % interval of the
    /// difference.</summary>
    /// <exception cref="ArgumentException">Different lengths, or one class only.</exception>
    public static AucInterval Difference(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<bool> labels)
    {
        var (a, b) = (Components(first, labels), Components(second, labels));
        var variance = Covariance(a, a) + Covariance(b, b) - (2 * Covariance(a, b));
        var (difference, error) = (a.Auc - b.Auc, Math.Sqrt(Math.Max(0, variance)));
        return new AucInterval(difference, error, difference - (Normal95 * error), difference + (Normal95 * error));
    }

    /// <summary>For every positive the share of negatives below it, and for every negative the share of positives above
    /// it.</summary>
    private static (double Auc, double[] Positive, double[] Negative) Components(ReadOnlySpan<float> scores,
        ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"{scores.Length} scores and {labels.Length} labels: give one label per row.");
        var (positives, negatives) = (new List<float>(), new List<float>());
        for (var row = 0; row < labels.Length; row++)
            (labels[row] ? positives : negatives).Add(scores[row]);
        if (positives.Count == 0 || negatives.Count == 0)
            throw new ArgumentException("An AUC needs rows of both labels. Judge on more rows.");
        var all = MidRanks(scores.ToArray());
        var (inPositives, inNegatives) = (MidRanks([.. positives]), MidRanks([.. negatives]));
        var (positive, negative) = (new double[positives.Count], new double[negatives.Count]);
        int p = 0, n = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row])
                positive[p] = (all[row] - inPositives[p++]) / negatives.Count;
            else
                negative[n] = 1 - ((all[row] - inNegatives[n++]) / positives.Count);
        }
        return (positive.Average(), positive, negative);
    }

    /// <summary>Ranks from 1; equal values share the mean of their ranks.</summary>
    private static double[] MidRanks(float[] values)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(values, order);
        var ranks = new double[values.Length];
        for (int start = 0, stop; start < values.Length; start = stop)
        {
            for (stop = start + 1; stop < values.Length && values[stop] == values[start];)
                stop++;
            for (var i = start; i < stop; i++)
                ranks[order[i]] = (start + stop + 1) / 2.0;
        }
        return ranks;
    }

    private static double Covariance(
        (double Auc, double[] Positive, double[] Negative) a, (double Auc, double[] Positive, double[] Negative) b) =>
        Part(a.Positive, b.Positive, a.Auc, b.Auc) + Part(a.Negative, b.Negative, a.Auc, b.Auc);

    private static double Part(double[] a, double[] b, double meanA, double meanB)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / Math.Max(1, a.Length - 1) / a.Length;
    }
}

/// <summary>An AUC, or a difference of two, with its uncertainty.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Lower">Lower end of the 95 % interval.</param>
/// <param name="Upper">Upper end of the 95 % interval.</param>
public sealed record AucInterval(double Value, double StandardError, double Lower, double Upper);
