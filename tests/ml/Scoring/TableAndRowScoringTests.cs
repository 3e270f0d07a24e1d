using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Scoring;
using ReapFunctions.Ml.Tests.Boosting;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Scoring;

public sealed class TableAndRowScoringTests
{
    [Theory]
    [InlineData(5, 16)]
    [InlineData(70, 60)]
    [InlineData(140, 64)]
    [InlineData(250, 200)]
    public void ARowAloneAndABatchGiveTheSameBits(int categories, int leaves)
    {
        var (model, data) = Model(categories, leaves, 1500);
        var batch = new float[data.Rows];
        model.Score(data, batch);
        var (row, colour) = (model.NewRow(), (CategoricalColumn)data["colour"]);
        for (var i = 0; i < data.Rows; i++)
        {
            for (var f = 0; f < model.Features.Count; f++)
            {
                if (model.Features[f] == "colour")
                    row.Set(f, colour.Codes[i] < 0 ? null : colour.Categories[colour.Codes[i]]);
                else
                    row.Set(f, ((NumericColumn)data[model.Features[f]]).Values[i]);
            }
            Assert.Equal(model.Score(row), batch[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(255)]
    [InlineData(257)]
    public void AnyNumberOfRowsScoresAlike(int rows)
    {
        var (model, data) = Model(20, 32, 600);
        var (all, some) = (new float[data.Rows], new float[rows]);
        model.Score(data, all);
        model.Score(data.Select([.. Enumerable.Range(0, rows)]), some);
        Assert.Equal(all[..rows], some);
    }

    [Fact]
    public void ScoringARowAllocatesNothing()
    {
        var (model, _) = Model(20, 32, 600);
        var row = model.NewRow();
        var sum = model.Score(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            row.Set(0, i);
            sum += model.Score(row);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public async Task ManyThreadsMayShareAModel()
    {
        var (model, data) = Model(20, 32, 600);
        var wanted = new float[data.Rows];
        model.Score(data, wanted);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var scores = new float[data.Rows];
            model.Score(data, scores);
            return scores;
        })));
        Assert.All(results, scores => Assert.Equal(wanted, scores));
    }

    internal static (PropensityModel Model, Dataset Data) Model(int categories, int leaves, int rows)
    {
        var generated = GeneratedTable.Of(rows, categories);
        var random = new Random(categories);
        int[] codes = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, categories))];
        bool[] labels = [.. generated.Labels.Select((label, row) => codes[row] % 3 == 0 ? !label : label)];
        var data = new Dataset(generated.Data["amount"], generated.Data["calls"],
            new CategoricalColumn("colour", codes, [.. Enumerable.Range(0, categories).Select(c => $"c{c}")]),
            generated.Data["noise"]);
        var options = new BoostingOptions { Trees = 15, MaxLeaves = leaves, MinLeafRows = 2 };
        var fit = Booster.Train(GrowingTests.Rows(data, labels), null, options, null, default);
        var translator = new TreeTranslator(fit.Features);
        var trees = translator.Translate(fit, rows);
        return (ModelBuilder.FromTrees(Featurizer.OneHot(translator.Inputs), trees, PlattCalibrator.Identity), data);
    }
}
