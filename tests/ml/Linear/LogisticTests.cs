using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Ml.Linear;
using ReapFunctions.Ml.Models;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Linear;

public sealed class LogisticTests
{
    [Fact]
    public void TheGradientIsZeroAtTheSolution()
    {
        var generated = Generated.Table(800, 1);
        int[] rows = [.. Enumerable.Range(0, 800)];
        var (featurizer, model) = LogisticFitter.Fit(generated.Data, generated.Labels, [], rows, 1, 2);
        var (bound, slots) = (featurizer.Bind(generated.Data), new float[featurizer.Slots.Length]);
        var gradient = model.Weights.Select(w => (double)w).Append(0).ToArray();
        foreach (var row in rows)
        {
            bound.FillSlots(row, slots);
            var error = (1 / (1 + Math.Exp(-model.Score(slots)))) - (generated.Labels[row] ? 1 : 0);
            for (var i = 0; i < slots.Length; i++)
                gradient[i] += error * slots[i];
            gradient[^1] += error;
        }
        Assert.All(gradient, value => Assert.Equal(0, value, 0.01));
    }

    [Fact]
    public void FewPositivesGiveALogisticModelThatExplainsItselfAndSurvivesItsFile()
    {
        var generated = Generated.Table(3000, 2);
        var labels = new bool[3000];
        foreach (var row in Enumerable.Range(0, 3000).Where(row => generated.Labels[row] && generated.Truth[row] > 0).Take(80))
            labels[row] = true;
        var trained = PropensityTrainer.Train(generated.Data, labels);
        Assert.StartsWith("logistic", trained.Card.Algorithm, StringComparison.Ordinal);

        using var stream = new MemoryStream();
        trained.Model.Save(stream);
        stream.Position = 0;
        var again = PropensityModel.Load(stream);
        var (raw, first, second) = (new float[3000], new float[12_000], new float[12_000]);
        trained.Model.RawScore(generated.Data, raw);
        trained.Model.Explain(generated.Data, first);
        again.Explain(generated.Data, second);
        Assert.Equal(first, second);
        for (var row = 0; row < 3000; row++)
            Assert.Equal(raw[row], trained.Model.Base + first.AsSpan(row * 4, 4).ToArray().Sum(c => (double)c), 1e-5);
    }

    [Fact]
    public void CholeskySolvesAndRefuses()
    {
        double[] x = [1, 2];
        Assert.True(Cholesky.Solve(new double[,] { { 4, 0 }, { 2, 3 } }, x));
        Assert.Equal(1, (4 * x[0]) + (2 * x[1]), 1e-12);
        Assert.Equal(2, (2 * x[0]) + (3 * x[1]), 1e-12);
        Assert.False(Cholesky.Solve(new double[,] { { 1, 0 }, { 2, 1 } }, [1, 1]));
    }

    [Fact]
    public void ColumnsThatDriftAreFoundInThePastAlone()
    {
        var generated = Generated.Table(4000, 3);
        var random = new Random(3);
        // A clock: it tells early rows from late ones, and what it says of the label turns round with time.
        float[] clock = [.. Enumerable.Range(0, 4000).Select(row => (float)((row / 400) + (generated.Labels[row] == row < 2000 ? 1 : 0) + random.NextDouble()))];
        var data = new Ml.Data.Dataset([.. generated.Data.Columns, new Ml.Data.NumericColumn("clock", clock)], 4000);
        var card = PropensityTrainer.Train(data, generated.Labels, new PropensityOptions { RowsAreInTimeOrder = true, Refit = false }).Card;
        Assert.Equal(["clock"], card.Drifting);
        Assert.Equal(800, card.HoldOut.Rows);
    }
}
