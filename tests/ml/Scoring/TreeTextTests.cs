using Microsoft.ML;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Scoring;

/// <summary>What people read of a model.</summary>
public sealed class TreeTextTests
{
    [Fact]
    public void TreesAreToldTestByTest()
    {
        var (ml, view) = View();
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("Kind", "Colour")
            .Append(ml.Transforms.Concatenate("Features", "Amount", "Kind"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 4, numberOfTrees: 5));
        var model = PropensityModel.Load(ml, pipeline.Fit(view), view.Schema);

        Assert.Equal("5 trees of up to 4 leaves", model.Summary);
        var lines = model.TreesToText(2).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["tree 1", "tree 2"], lines.Where(line => !line.StartsWith(' ')).Select(line => line.Trim()));
        Assert.Contains(lines, line => line.Trim().StartsWith("Amount <= ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Trim() == "Colour = green");
        // Two trees of four leaves: three tests of two sides each, and four values.
        Assert.Equal(2 * (1 + 6 + 4), lines.Length);
    }

    [Fact]
    public void AModelWithoutTreesHasNoneToTell()
    {
        var (ml, view) = View();
        var pipeline = ml.Transforms.Concatenate("Features", "Amount")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        var model = PropensityModel.Load(ml, pipeline.Fit(view), view.Schema)
            .WithReference(MlNetRow.Table(MlNetRow.Make(300, 1, odd: false)));

        Assert.Equal(("linear", ""), (model.Summary, model.TreesToText(3)));
    }

    [Fact]
    public void ImportanceIsTheMeanSizeOfContributions()
    {
        var data = GeneratedTable.Of(2000, 31);
        var options = new PropensityOptions { Trainers = Trainers.ReapTrees };
        var model = PropensityTrainer.Train(data.Data, data.Labels, options).Model;
        var contributions = new float[data.Data.Rows * model.Features.Count];
        model.Explain(data.Data, contributions);

        var importance = model.Importance(data.Data);

        Assert.Equal(model.Features.Order(), importance.Select(feature => feature.Key).Order());
        Assert.Equal(importance.OrderByDescending(feature => feature.Value), importance);
        foreach (var (feature, size) in importance)
        {
            var place = model.Features.ToList().IndexOf(feature);
            var expected = Enumerable.Range(0, data.Data.Rows)
                .Average(row => Math.Abs((double)contributions[(row * model.Features.Count) + place]));
            Assert.Equal(expected, size, 1e-9);
        }
    }

    private static (MLContext Ml, IDataView View) View()
    {
        var ml = new MLContext(seed: 1);
        return (ml, ml.Data.LoadFromEnumerable(MlNetRow.Make(1000, 7, odd: false)));
    }
}
