using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.Training;

/// <summary>Data at the edge of what can be learned from or scored.</summary>
public sealed class SmallDataTests
{
    private static readonly GeneratedTable Table = GeneratedTable.Of(2000, 31);
    private static readonly PropensityModel Model =
        PropensityTrainer.Train(Table.Data, Table.Labels,
            new PropensityOptions { Boosting = new BoostingOptions { Trees = 20 } }).Model;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void NoRowAndOneRowAreTooFewToLearnFrom(int rows)
    {
        var data = Table.Data.Select([.. Enumerable.Range(0, rows)]);
        var fault = Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(data, Table.Labels.AsMemory(0, rows)));
        Assert.Contains("at least 25 of each", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneLabelAloneCannotBeLearned(bool label)
    {
        var labels = new bool[2000];
        Array.Fill(labels, label);
        Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(Table.Data, labels));
    }

    [Fact]
    public void ColumnsThatAreAllMissingCannotBeLearnedFrom()
    {
        float[] missing = [.. Enumerable.Repeat(float.NaN, 2000)];
        int[] none = [.. Enumerable.Repeat(-1, 2000)];
        var data = new Dataset(new NumericColumn("a", missing), new CategoricalColumn("b", none, ["x"]));
        var fault = Assert.Throws<NotTrainableException>(() => PropensityTrainer.Train(data, Table.Labels));
        Assert.Contains("Every column is constant or missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowOfMissingValuesIsScoredAndExplained()
    {
        var data = new Dataset(
            new NumericColumn("amount", [float.NaN]), new NumericColumn("calls", [float.NaN]),
            new CategoricalColumn("colour", [-1], []), new NumericColumn("noise", [float.NaN]));
        var (p, raw, why) = (new float[1], new float[1], new float[4]);
        Model.Score(data, p);
        Model.RawScore(data, raw);
        Model.Explain(data, why);
        Assert.InRange(p[0], 0.01f, 0.99f);
        Assert.Equal(raw[0], Model.Base + why.Sum(c => (double)c), 1e-5);
        Assert.Equal(p[0], Model.Score(Model.NewRow()));
    }

    [Fact]
    public void ATableWithoutRowsHasNoScores()
    {
        var none = Table.Data.Select([]);
        Model.Score(none, Memory<float>.Empty);
        Model.Explain(none, Memory<float>.Empty);
        Assert.Throws<ArgumentException>(() => Model.Score(none, new float[1]));
    }

    [Fact]
    public void AMillionCellsAreLearnedAlikeByOneThreadAndByEight()
    {
        var data = Large(60_000);
        var one = Train(data, 1);
        Assert.Equal(one, Train(data, 2));
        Assert.Equal(one, Train(data, 8));
    }

    private static byte[] Train((Dataset Data, bool[] Labels) table, int threads)
    {
        var options = new PropensityOptions
        {
            Threads = threads,
            Boosting = new BoostingOptions { Trees = 8, LearningRate = 0.3, MaxLeaves = 40, RowShare = 0.9, ColumnShare = 0.9 },
        };
        using var stream = new MemoryStream();
        PropensityTrainer.Train(table.Data, table.Labels, options).Model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Rows and columns enough that every loop of the booster is shared between threads.</summary>
    private static (Dataset Data, bool[] Labels) Large(int rows)
    {
        var random = new Random(5);
        var columns = Enumerable.Range(0, 18).Select(_ => new float[rows]).ToArray();
        var labels = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            foreach (var column in columns)
                column[row] = random.NextSingle();
            labels[row] = random.NextDouble() < (columns[0][row] + (columns[1][row] * columns[2][row])) / 2;
        }
        return (new Dataset([.. columns.Select((values, c) => (Column)new NumericColumn($"f{c}", values))], rows), labels);
    }
}
