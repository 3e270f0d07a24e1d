using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Explanation;

public class LinearColumnsTests
{
    [Fact]
    public void EveryContributionOfALogisticRegressionBelongsToOneColumn()
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 2_000).Select(_ => random.NextDouble() < 0.3).ToArray();
        var data = new Dataset(
            new NumericColumn("age", [.. labels.Select(yes =>
                random.Next(10) == 0 ? float.NaN : (float)random.NextDouble() + (yes ? 0.3f : 0))]),
            new NumericColumn("tenure", [.. labels.Select(_ => (float)random.NextDouble())]),
            new CategoricalColumn("plan", [.. labels.Select(yes => random.Next(yes ? 3 : 2))], ["annual", "monthly", "prepaid"]));

        var model = PropensityTrainer.Train(data, labels, new PropensityOptions { Trainers = Trainers.LogisticRegression }).Model;

        Assert.Equal(["age", "plan", "tenure"], model.Features.Order());
    }
}
