using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Linear;

/// <summary>
/// Ridge logistic regression by Newton's method (iteratively reweighted least squares) with step halving. The penalty is
/// L2/2 · Σ w² over standardised slots; the bias is free.
/// </summary>
internal sealed class LogisticFitter
{
    private const int MostSteps = 30;
    private const int Chunks = 16;

    private readonly float[][] slots;
    private readonly bool[] labels;
    private readonly float[] weights;
    private readonly double l2;
    private readonly int size;
    private readonly ParallelOptions parallel;

    private LogisticFitter(float[][] slots, bool[] labels, float[] weights, double l2, int threads)
    {
        this.slots = slots;
        this.labels = labels;
        this.weights = weights;
        this.l2 = l2;
        size = slots[0].Length + 1;
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    /// <param name="data">The columns to learn from.</param>
    /// <param name="labels">By row of the table.</param>
    /// <param name="weights">By row of the table; empty means all 1.</param>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="l2">Penalty, in observations: the default of 1 is that of scikit-learn.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    public static (Featurizer Featurizer, LinearModel Model) Fit(
        Dataset data, bool[] labels, float[] weights, int[] rows, double l2, int threads)
    {
        var featurizer = LogisticFeatures.Of(data, rows);
        var bound = featurizer.Bind(data);
        var slots = new float[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            slots[i] = new float[featurizer.Slots.Length];
            bound.FillSlots(rows[i], slots[i]);
        }
        var fitter = new LogisticFitter(
            slots, [.. rows.Select(row => labels[row])], weights.Length == 0 ? [] : [.. rows.Select(row => weights[row])], l2, threads);
        var solution = fitter.Solve();
        return (featurizer, new LinearModel((float)solution[^1], [.. solution[..^1].Select(w => (float)w)]) { Means = fitter.Means() });
    }

    private double[] Solve()
    {
        var w = new double[size];
        w[^1] = LogisticLoss.Prior(labels, weights);
        var loss = Loss(w);
        for (var step = 0; step < MostSteps; step++)
        {
            var move = Step(w);
            var (next, nextLoss) = (w, double.PositiveInfinity);
            for (var share = 1.0; share > 1e-4 && nextLoss > loss; share /= 2)
            {
                next = [.. w.Select((value, i) => value - (share * move[i]))];
                nextLoss = Loss(next);
            }
            if (!(nextLoss < loss))
                break;
            var gained = loss - nextLoss;
            (w, loss) = (next, nextLoss);
            if (gained < 1e-9 * Math.Max(1, loss))
                break;
        }
        return w;
    }

    /// <summary>The Newton step; chunks have fixed bounds and are added in order, so threads cannot change the sums.</summary>
    private double[] Step(double[] w)
    {
        var parts = new (double[] Gradient, double[,] Hessian)[Chunks];
        Parallel.For(0, Chunks, parallel, chunk => parts[chunk] = Derivatives(w, chunk));
        var (gradient, hessian) = parts[0];
        foreach (var (otherGradient, otherHessian) in parts.AsSpan(1))
        {
            for (var i = 0; i < size; i++)
            {
                gradient[i] += otherGradient[i];
                for (var j = 0; j <= i; j++)
                    hessian[i, j] += otherHessian[i, j];
            }
        }
        for (var i = 0; i < size; i++)
        {
            gradient[i] += i < size - 1 ? l2 * w[i] : 0;
            hessian[i, i] += i < size - 1 ? l2 : 1e-9;
        }
        return Cholesky.Solve(hessian, gradient) ? gradient : new double[size];
    }

    private (double[] Gradient, double[,] Hessian) Derivatives(double[] w, int chunk)
    {
        var (gradient, hessian) = (new double[size], new double[size, size]);
        var filled = new int[size];
        for (var row = From(chunk); row < From(chunk + 1); row++)
        {
            var x = slots[row];
            var weight = weights.Length == 0 ? 1 : weights[row];
            var p = LogisticLoss.Sigmoid(Score(w, x));
            var (g, h) = (weight * (p - (labels[row] ? 1 : 0)), weight * p * (1 - p));
            var count = 0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] != 0)
                    filled[count++] = i;
            }
            for (var a = 0; a < count; a++)
            {
                var (i, value) = (filled[a], x[filled[a]]);
                gradient[i] += g * value;
                for (var b = 0; b <= a; b++)
                    hessian[i, filled[b]] += h * value * x[filled[b]];
                hessian[size - 1, i] += h * value;
            }
            gradient[^1] += g;
            hessian[size - 1, size - 1] += h;
        }
        return (gradient, hessian);
    }

    private double Loss(double[] w)
    {
        var parts = new double[Chunks];
        Parallel.For(0, Chunks, parallel, chunk =>
        {
            double sum = 0;
            for (var row = From(chunk); row < From(chunk + 1); row++)
            {
                var score = Score(w, slots[row]);
                sum += (weights.Length == 0 ? 1 : weights[row]) * LogisticLoss.SoftPlus(labels[row] ? -score : score);
            }
            parts[chunk] = sum;
        });
        double penalty = 0;
        foreach (var value in w.AsSpan(0, size - 1))
            penalty += value * value;
        return parts.Sum() + (l2 / 2 * penalty);
    }

    /// <summary>What contributions are measured from.</summary>
    private float[] Means()
    {
        var sums = new double[size - 1];
        foreach (var x in slots)
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] += x[i];
        }
        return [.. sums.Select(sum => (float)(sum / slots.Length))];
    }

    private int From(int chunk) => (int)((long)chunk * slots.Length / Chunks);

    private static double Score(double[] w, float[] x)
    {
        var sum = w[^1];
        for (var i = 0; i < x.Length; i++)
            sum += w[i] * x[i];
        return sum;
    }
}
