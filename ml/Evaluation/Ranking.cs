namespace ReapFunctions.Ml.Evaluation;

/// <summary>Scores in rising order with their labels.</summary>
internal sealed class Ranking
{
    private readonly float[] scores;
    private readonly bool[] labels;

    private Ranking(float[] scores, bool[] labels)
    {
        this.scores = scores;
        this.labels = labels;
        Positives = labels.Count(label => label);
    }

    public int Positives { get; }

    public static Ranking Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var (keys, order) = (scores.ToArray(), new int[scores.Length]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        // Equal scores keep no order that could favour a label: by row number.
        Array.Sort(keys, order);
        SortTies(keys, order);
        var sorted = new bool[order.Length];
        for (var i = 0; i < order.Length; i++)
            sorted[i] = labels[order[i]];
        return new Ranking(keys, sorted);
    }

    /// <summary>The chance that a positive outranks a negative, ties counted half (Mann and Whitney), exact.</summary>
    public double Auc()
    {
        long negativesBelow = 0;
        double wins = 0;
        for (int start = 0, stop; start < scores.Length; start = stop)
        {
            long positives = 0, negatives = 0;
            for (stop = start; stop < scores.Length && scores[stop] == scores[start]; stop++)
            {
                positives += labels[stop] ? 1 : 0;
                negatives += labels[stop] ? 0 : 1;
            }
            wins += positives * (negativesBelow + (negatives / 2.0));
            negativesBelow += negatives;
        }
        return wins / ((double)Positives * (labels.Length - Positives));
    }

    /// <summary>Average precision: Σ (recall gained) · precision, from the highest scores down; equal scores count
    /// together.</summary>
    public double PrAuc()
    {
        double area = 0;
        int found = 0, taken = 0;
        for (int stop = scores.Length, start; stop > 0; stop = start)
        {
            var before = found;
            for (start = stop; start > 0 && scores[start - 1] == scores[stop - 1]; start--)
            {
                found += labels[start - 1] ? 1 : 0;
                taken++;
            }
            area += (found - before) * ((double)found / taken);
        }
        return area / Positives;
    }

    /// <summary>Σ n_b/n · |mean label - mean probability| over bins of equal mass.</summary>
    public double CalibrationError(int bins)
    {
        double error = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            var (rows, positives, sum) = Part(bin, bins);
            error += Math.Abs(positives - sum);
        }
        return error / scores.Length;
    }

    public Decile[] Deciles()
    {
        var deciles = new Decile[10];
        var found = 0;
        var rate = (double)Positives / labels.Length;
        for (var i = 0; i < deciles.Length; i++)
        {
            var (rows, positives, sum) = Part(9 - i, 10);
            found += positives;
            deciles[i] = new Decile(i + 1, rows, positives, sum / rows, positives / (rows * rate), (double)found / Positives);
        }
        return deciles;
    }

    private (int Rows, int Positives, double SumOfScores) Part(int part, int parts)
    {
        var from = (int)((long)part * scores.Length / parts);
        var to = (int)((long)(part + 1) * scores.Length / parts);
        var (positives, sum) = (0, 0.0);
        for (var i = from; i < to; i++)
        {
            positives += labels[i] ? 1 : 0;
            sum += scores[i];
        }
        return (to - from, positives, sum);
    }

    private static void SortTies(float[] keys, int[] order)
    {
        for (int start = 0, stop; start < keys.Length; start = stop)
        {
            for (stop = start + 1; stop < keys.Length && keys[stop] == keys[start];)
                stop++;
            Array.Sort(order, start, stop - start);
        }
    }
}
