using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Contracts;
using ReapFunctions.Ml.Training;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Scoring;

public class BucketScorerTests
{
    private static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);
    private static readonly Roles Roles = new() { CustomerId = "id", Labels = ["left"] };

    private static readonly Target Churn = new()
    {
        Name = "churn",
        Kind = TargetKind.Churn,
        Label = new TargetLabel { From = LabelSource.Column, Field = "left", Positive = ["true"], Negative = ["false"] },
    };

    [Fact]
    public void ReasonsNameTheFeaturesThatMadeTheScoreLargestFirst()
    {
        var customers = Customers(2000);
        var examples = LabelledRows.Label(customers, Churn.Label);
        var data = new FeatureTable(customers, Roles, Run.Date).For(Churn);
        var model = PropensityTrainer.Train(data, examples.Labels).Model;

        var scores = BucketScorer.Score(
            Run, customers, Roles, [Churn],
            new Dictionary<string, Ml.PropensityModel> { ["churn"] = model }).Scores["churn"];

        for (var row = 0; row < customers.Rows; row++)
        {
            Assert.Equal("calls", scores.Contributions[row][0].Feature);
            Assert.Equal(customers["calls"].Number(row) > 5, scores.Contributions[row][0].LogOdds > 0);
            Assert.Equal(
                scores.Contributions[row]
                .OrderByDescending(contribution => Math.Abs(contribution.LogOdds)), scores.Contributions[row]);
        }
    }

    [Fact]
    public void AModelThatNobodyCanExplainScoresWithoutReasons()
    {
        var customers = Customers(300);
        var labels = LabelledRows.Label(customers, Churn.Label).Labels;
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(labels.Select((label, row) =>
            new Example
            {
                Calls = (float)customers["calls"].Number(row),
                Noise = (float)customers["noise"].Number(row),
                Label = label,
            }));
        var pipeline = ml.Transforms.Concatenate("Features", "calls", "noise")
            .Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine("Features"));
        var model = Ml.PropensityModel.Load(ml, pipeline.Fit(data), data.Schema);
        Assert.False(model.CanExplain);

        var scores = BucketScorer.Score(
            Run, customers, Roles, [Churn],
            new Dictionary<string, Ml.PropensityModel> { ["churn"] = model }).Scores["churn"];

        Assert.All(scores.Propensity, propensity => Assert.InRange(propensity, 0f, 1f));
        Assert.All(scores.Contributions, Assert.Empty);
    }

    [Fact]
    public void TargetsWithoutAModelAreLeftOut() =>
        Assert.Empty(
            BucketScorer.Score(Run, Customers(10), Roles, [Churn], new Dictionary<string, Ml.PropensityModel>()).Scores);

    private sealed class Example
    {
        [ColumnName("calls")]
        public float Calls { get; set; }

        [ColumnName("noise")]
        public float Noise { get; set; }

        public bool Label { get; set; }
    }

    /// <summary>Who called more than five times has mostly left; nothing else matters.</summary>
    private static Snapshot Customers(int rows)
    {
        var random = new Random(7);
        var calls = new double[rows];
        var noise = new double[rows];
        var left = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            calls[row] = random.Next(11);
            noise[row] = random.NextDouble();
            left[row] = random.NextDouble() < (calls[row] > 5 ? 0.8 : 0.1) ? 1 : 0;
        }
        return new Snapshot(
            [
                SnapshotColumn.OfText(
                    "id", [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(row => $"C{row}")]),
                SnapshotColumn.OfNumbers("calls", ColumnKind.Number, calls),
                SnapshotColumn.OfNumbers("noise", ColumnKind.Number, noise),
                SnapshotColumn.OfNumbers("left", ColumnKind.Flag, left),
            ], rows);
    }
}
