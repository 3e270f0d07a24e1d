using System.Globalization;
using System.Runtime.CompilerServices;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests.ModelFiles;

/// <summary>
/// Model files kept in the repository, with what they said when they were written: later versions must read them and say the
/// same. With <c>REAP_APPROVE=1</c> they are written anew, after a change that is meant.
/// </summary>
public sealed class GoldenModelTests
{
    private const int Rows = 60;

    public static TheoryData<string> Trained { get; } = new("trees", "forestOfFolds", "logistic");

    /// <summary>The last was written when categories were still divided into sets, and files did not say how they are scored
    /// fast.</summary>
    public static TheoryData<string> Kept { get; } = new("trees", "forestOfFolds", "logistic", "setsOfCategories");

    [Theory]
    [MemberData(nameof(Kept))]
    public void AModelFileOfAnEarlierVersionSaysTheSame(string name)
    {
        if (Environment.GetEnvironmentVariable("REAP_APPROVE") == "1" && name != "setsOfCategories")
            Write(name);
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.zip"));
        var (wanted, got) = (File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.csv")),
            Lines(PropensityModel.Load(file)));
        // Scores of trees are the same bits everywhere. Contributions, and linear models of ML.NET, are summed in an order that
        // depends on the processor.
        if (name != "logistic")
            Assert.Equal(wanted.Select(Scored), got.Select(Scored));
        Assert.Equal(wanted[0], got[0]);
        foreach (var (before, now) in wanted.Skip(1).Zip(got.Skip(1)))
            Assert.All(Numbers(before).Zip(Numbers(now)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    /// <summary>Processors differ in the last bit of an exponential, and so may a model trained on another one: the scores must
    /// agree to 0.001.</summary>
    [Theory]
    [MemberData(nameof(Trained))]
    public void TrainingGivesTheGoldenModel(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.zip"));
        var (golden, trained) = (Scores(PropensityModel.Load(file)), Scores(Train(name)));
        for (var row = 0; row < golden.Length; row++)
            Assert.Equal(golden[row], trained[row], 1e-3);
    }

    private static PropensityModel Train(string name)
    {
        var table = GeneratedTable.Of(2500, 77);
        var options = name switch
        {
            "trees" => new PropensityOptions { Boosting = new() { Trees = 12, LearningRate = 0.3, MaxLeaves = 12 } },
            "forestOfFolds" => new PropensityOptions
            {
                Boosting = new() { Trees = 40, RowShare = 0.7, ColumnShare = 0.6, MaxLeaves = 4 },
            },
            _ => new PropensityOptions(),
        };
        // So few positives that only a logistic regression is learned.
        bool[] rare = [.. table.Labels.Select((label, row) => label && row % 16 == 0)];
        return PropensityTrainer.Train(table.Data, name == "logistic" ? rare : table.Labels, options).Model;
    }

    private static void Write(string name)
    {
        var model = Train(name);
        using var stream = new MemoryStream();
        model.Save(stream);
        foreach (var folder in (string[])[Repository(), Path.Combine(AppContext.BaseDirectory, "Golden")])
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}.zip"), stream.ToArray());
            File.WriteAllLines(Path.Combine(folder, $"{name}.csv"), Lines(model));
        }
    }

    private static string Repository([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");

    private static string Scored(string line) => string.Join(',', line.Split(',').Take(2));

    private static IEnumerable<double> Numbers(string line) =>
        line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));

    private static float[] Scores(PropensityModel model)
    {
        var scores = new float[Rows];
        model.Score(GeneratedTable.Of(Rows, 78).Data, scores);
        return scores;
    }

    /// <summary>Row by row: probability, raw score, contributions.</summary>
    private static string[] Lines(PropensityModel model)
    {
        var data = GeneratedTable.Of(Rows, 78).Data;
        var (scores, raw, contributions) = (Scores(model), new float[Rows], new float[Rows * model.Features.Count]);
        model.RawScore(data, raw);
        model.Explain(data, contributions);
        return
        [
            string.Join(',', ["probability", "score", .. model.Features]),
            .. Enumerable.Range(0, Rows).Select(row => string.Join(
                ',', ((float[])[scores[row], raw[row],
                    .. contributions[(row * model.Features.Count)..((row + 1) * model.Features.Count)]])
                    .Select(value => value.ToString("R", CultureInfo.InvariantCulture)))),
        ];
    }
}
