

namespace ReapFunctions.Ml.Tests.ModelFiles;

/// <summary>Model files made by ML.NET from the public Telco file, with the scores that ML.NET gave (see its README).</summary>
public sealed class MlNetFixtureTests
{
    /// <summary>ML.NET computes in float32, partly in SIMD order: about 1e-7 relative noise.</summary>
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Fixtures { get; } = new(
        !Directory.Exists(SharedData.Folder) ? ["none"] :
        [.. Directory.GetFiles(SharedData.File("mlnet"), "*.zip")
            .Select(path => Path.GetFileNameWithoutExtension(path)!).Order()]);

    [SharedDataTheory]
    [MemberData(nameof(Fixtures))]
    public void ScoresAgreeWithMlNetOnEveryRow(string name) => Agree(name, "rows.csv", $"{name}.expected.csv");

    [SharedDataTheory]
    [MemberData(nameof(Fixtures))]
    public void ScoresAgreeWithMlNetOnTheHoldOut(string name)
    {
        if (File.Exists(SharedData.File("mlnet", $"{name}.holdout.csv")))
            Agree(name, "holdout.csv", $"{name}.holdout.csv");
    }

    [SharedDataTheory]
    [MemberData(nameof(Fixtures))]
    public void AModelReadFromMlNetIsWrittenAndReadWithTheSameScores(string name)
    {
        var model = Load(name);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        var again = PropensityModel.Load(stream);
        var data = Table(CsvTable.Read(SharedData.File("mlnet", "rows.csv")), model);
        var (first, second) = (new float[data.Rows], new float[data.Rows]);
        model.Score(data, first);
        again.Score(data, second);
        Assert.Equal(first, second);
    }

    private static void Agree(string name, string rows, string expected)
    {
        var model = Load(name);
        var data = Table(CsvTable.Read(SharedData.File("mlnet", rows)), model);
        var (scores, probabilities) = (new float[data.Rows], new float[data.Rows]);
        model.RawScore(data, scores);
        model.Score(data, probabilities);
        var wanted = CsvTable.Read(SharedData.File("mlnet", expected));
        var (wantedScores, wantedProbabilities) = (wanted.Numbers("Score"), wanted.Numbers("Probability"));
        Assert.Equal(wanted.Rows, data.Rows);
        for (var row = 0; row < data.Rows; row++)
        {
            Close(wantedScores[row], scores[row], Tolerance * Math.Abs(wantedScores[row]));
            Close(wantedProbabilities[row], probabilities[row], Tolerance);
        }

        void Close(float wanted, float got, double tolerance)
        {
            if (float.IsNaN(wanted))
                Assert.True(float.IsNaN(got));
            else
                Assert.Equal(wanted, got, tolerance);
        }
    }

    private static PropensityModel Load(string name)
    {
        using var stream = File.OpenRead(SharedData.File("mlnet", $"{name}.zip"));
        // One of them was saved without its schema.
        return PropensityModel.Load(stream, CsvTable.Read(SharedData.File("mlnet", "rows.csv")).Dataset());
    }

    private static Dataset Table(CsvTable csv, PropensityModel model)
    {
        var numbers = new Dataset([.. csv.Header.Select(name => new NumericColumn(name, csv.Numbers(name)))], csv.Rows);
        var categorical = model.Check(numbers).Select(fault => fault.Column).ToHashSet();
        return new Dataset(
            [.. csv.Header.Select(name =>
                categorical.Contains(name) ? CategoricalColumn.FromTexts(name, csv.Texts(name)) : numbers[name])], csv.Rows);
    }
}
