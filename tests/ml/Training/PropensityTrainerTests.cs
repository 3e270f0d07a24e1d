using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Training;

public sealed class PropensityTrainerTests
{
    private static readonly PropensityOptions Quick =
        new() { Boosting = new BoostingOptions { Trees = 60, LearningRate = 0.1, ColumnShare = 0.7, RowShare = 0.8 } };

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void TheSameSeedGivesTheSameBytesAtAnyNumberOfThreads(int threads)
    {
        var table = GeneratedTable.Of(3000, 1);
        Assert.Equal(Bytes(table, Quick with { Threads = 1 }), Bytes(table, Quick with { Threads = threads }));
    }

    [Fact]
    public void AnotherSeedGivesAnotherModel()
    {
        var table = GeneratedTable.Of(3000, 1);
        Assert.NotEqual(Bytes(table, Quick), Bytes(table, Quick with { Seed = 2 }));
    }

    [Fact]
    public void ASavedModelScoresAndExplainsAsBefore()
    {
        var table = GeneratedTable.Of(3000, 2);
        var model = PropensityTrainer.Train(table.Data, table.Labels, Quick).Model;
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        var again = PropensityModel.Load(stream);

        Assert.Equal(Scores(model, table.Data), Scores(again, table.Data));
        var (first, second) = (new float[table.Data.Rows * 4], new float[table.Data.Rows * 4]);
        model.Explain(table.Data, first);
        again.Explain(table.Data, second);
        Assert.Equal(first, second);
        Assert.Equal(model.Base, again.Base);
    }

    [Fact]
    public void OfThousandsOfCategoriesTheMostFrequentAreLearned()
    {
        const int rows = 6000;
        string[] words = ["often", "seldom"];
        var texts = Enumerable.Range(0, rows).Select(row => row % 3 == 2 ? $"only {row}" : words[row % 3]).ToArray();
        var labels = Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? row % 5 != 0 : row % 7 == 0).ToArray();
        var data = new Dataset(
            CategoricalColumn.FromTexts("word", texts),
            new NumericColumn("n", [.. Enumerable.Range(0, rows).Select(row => (float)(row % 11))]));

        var model = PropensityTrainer.Train(data, labels, Quick with { MaxCategories = 20 }).Model;

        var scores = model.Score(new Dataset(
            CategoricalColumn.FromTexts("word", ["often", "seldom", $"only {rows - 1}", "never seen"]),
            new NumericColumn("n", [5, 5, 5, 5])));
        Assert.True(scores[0] > 0.6 && scores[1] < 0.3, string.Join(' ', scores));
        // One that only one row has is as unknown as one that no row has.
        Assert.Equal(scores[3], scores[2]);
    }

    [Fact]
    public void ContributionsAddUpToTheRawScore()
    {
        var table = GeneratedTable.Of(3000, 3);
        var model = PropensityTrainer.Train(table.Data, table.Labels, Quick).Model;
        var (raw, contributions) = (new float[table.Data.Rows], new float[table.Data.Rows * 4]);
        model.RawScore(table.Data, raw);
        model.Explain(table.Data, contributions);
        for (var row = 0; row < raw.Length; row++)
            Assert.Equal(raw[row], model.Base + contributions.AsSpan(row * 4, 4).ToArray().Sum(c => (double)c), 1e-5);
    }

    [Fact]
    public void ColumnsAndCategoriesMayComeInAnyOrder()
    {
        var table = GeneratedTable.Of(3000, 4);
        var model = PropensityTrainer.Train(table.Data, table.Labels, Quick).Model;
        var colour = (CategoricalColumn)table.Data["colour"];
        int[] turned = [.. colour.Codes.ToArray().Select(code => code < 0 ? -1 : 5 - code)];
        string[] names = ["never seen", .. colour.Categories.Reverse()];
        var shuffled = new Dataset(
            table.Data["noise"], new CategoricalColumn("colour", turned, names), table.Data["amount"], table.Data["calls"],
            new NumericColumn("more", new float[3000]));

        Assert.Equal(Scores(model, table.Data), Scores(model, shuffled));
    }

    [Fact]
    public void AnUnseenCategoryCountsAsMissing()
    {
        var table = GeneratedTable.Of(3000, 5);
        var model = PropensityTrainer.Train(table.Data, table.Labels, Quick).Model;
        Dataset With(int code, params string[] names) => new(
            new NumericColumn("amount", [10]), new NumericColumn("calls", [5]), new CategoricalColumn("colour", [code], names),
            new NumericColumn("noise", [0.5f]));

        Assert.Equal(Scores(model, With(-1)), Scores(model, With(0, "Red")));
        Assert.NotEqual(Scores(model, With(-1)), Scores(model, With(0, "red")));
    }

    [Fact]
    public void AMissingColumnIsNamed()
    {
        var table = GeneratedTable.Of(3000, 6);
        var model = PropensityTrainer.Train(table.Data, table.Labels, Quick).Model;
        var fault = Assert.Throws<ArgumentException>(() => Scores(model, table.Data.Without(["calls", "amount"])));
        Assert.Contains("'amount' is missing", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'calls' is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooFewPositivesAreRefusedWithAReason()
    {
        var table = GeneratedTable.Of(1000, 7);
        var labels = new bool[1000];
        Array.Fill(labels, true, 0, 12);
        var fault = Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(table.Data, labels));
        Assert.Contains("12 positive", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantAndEmptyColumnsAreLeftOutAndNamed()
    {
        var table = GeneratedTable.Of(2000, 8);
        float[] empty = [.. Enumerable.Repeat(float.NaN, 2000)];
        var data = new Dataset([.. table.Data.Columns, new NumericColumn("empty", empty),
            new NumericColumn("constant", new float[2000])], 2000);
        var trained = PropensityTrainer.Train(data, table.Labels, Quick);
        Assert.Equal(["empty", "constant"], trained.Card.Unused);
        Assert.Equal(["amount", "calls", "colour", "noise"], trained.Model.Features);
    }

    [Fact]
    public void ACardSurvivesItsJson()
    {
        var table = GeneratedTable.Of(2000, 9);
        var card = PropensityTrainer.Train(table.Data, table.Labels, Quick).Card;
        Assert.Equal(card.ToJson(), ModelCard.FromJson(card.ToJson()).ToJson());
        Assert.Contains("\"auc\"", card.ToJson(), StringComparison.Ordinal);
    }

    private static byte[] Bytes(GeneratedTable table, PropensityOptions options)
    {
        using var stream = new MemoryStream();
        PropensityTrainer.Train(table.Data, table.Labels, options).Model.Save(stream);
        return stream.ToArray();
    }

    private static float[] Scores(PropensityModel model, Dataset data)
    {
        var scores = new float[data.Rows];
        model.Score(data, scores);
        return scores;
    }
}
