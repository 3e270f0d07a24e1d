using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Tests.Evaluation;

public sealed class MetricsTests
{
    [Fact]
    public void AucCountsTiesHalf()
    {
        var random = new Random(1);
        float[] scores = [.. Enumerable.Range(0, 300).Select(_ => random.Next(20) / 20f)];
        bool[] labels = [.. Enumerable.Range(0, 300).Select(_ => random.Next(3) == 0)];
        double wins = 0, pairs = 0;
        for (var i = 0; i < 300; i++)
        {
            for (var j = 0; j < 300; j++)
            {
                if (!labels[i] || labels[j])
                    continue;
                pairs++;
                wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }
        Assert.Equal(wins / pairs, Metrics.Of(scores, labels).Auc, 1e-12);
        Assert.Equal(wins / pairs, DeLong.Interval(scores, labels).Value, 1e-12);
    }

    [Fact]
    public void DeLongsErrorIsThatOfTheBootstrap()
    {
        var random = new Random(2);
        bool[] labels = [.. Enumerable.Range(0, 400).Select(_ => random.Next(4) == 0)];
        float[] scores = [.. labels.Select(label => (float)(random.NextDouble() + (label ? 0.3 : 0)))];
        var aucs = Enumerable.Range(0, 400).Select(_ =>
        {
            int[] rows = [.. Enumerable.Range(0, 400).Select(_ => random.Next(400))];
            return Metrics.Of([.. rows.Select(row => scores[row])], [.. rows.Select(row => labels[row])]).Auc;
        }).ToArray();
        var bootstrap = Math.Sqrt(aucs.Sum(auc => Math.Pow(auc - aucs.Average(), 2)) / aucs.Length);
        Assert.InRange(DeLong.Interval(scores, labels).StandardError / bootstrap, 0.85, 1.15);
        Assert.Equal(0, DeLong.Difference(scores, scores, labels).StandardError, 1e-9);
    }

    [Fact]
    public void PerfectCalibrationHasSlopeOneAndNoError()
    {
        var random = new Random(3);
        float[] p = [.. Enumerable.Range(0, 100_000).Select(_ => (float)random.NextDouble())];
        bool[] labels = [.. p.Select(value => random.NextDouble() < value)];
        var metrics = Metrics.Of(p, labels);
        Assert.InRange(metrics.CalibrationSlope, 0.97, 1.03);
        Assert.InRange(metrics.CalibrationIntercept, -0.03, 0.03);
        Assert.True(metrics.CalibrationError < 0.01);
        Assert.True(Metrics.Of([.. p.Select(value => value * value)], labels).CalibrationError > 0.1);
    }

    [Fact]
    public void DecilesHoldAllRowsAndAllPositives()
    {
        var generated = GeneratedTable.Of(1234, 4);
        var deciles = Metrics.Of(
            [.. generated.Truth.Select(score => (float)(1 / (1 + Math.Exp(-score))))], generated.Labels).Deciles;
        Assert.Equal(1234, deciles.Sum(decile => decile.Rows));
        Assert.Equal(generated.Labels.Count(label => label), deciles.Sum(decile => decile.Positives));
        Assert.Equal(1, deciles[^1].Gain, 1e-12);
        Assert.True(deciles[0].Lift > deciles[9].Lift);
    }

    [Fact]
    public void OneClassHasNoAucButALogLoss()
    {
        var metrics = Metrics.Of([0.1f, 0.2f], [false, false]);
        Assert.True(double.IsNaN(metrics.Auc));
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.8)) / 2, metrics.LogLoss, 1e-6);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(5000)]
    public void QuietNightsRarelyRaiseTheStabilityAlarm(int rows)
    {
        var random = new Random(rows);
        NumericColumn Night() => new("x", [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextDouble())]);
        var alarms = Enumerable.Range(0, 200).Count(_ => StabilityIndex.Of(Night()).Compare(Night()).HasDrifted);
        Assert.True(alarms <= 22, $"{alarms} of 200 alarms");
    }

    [Fact]
    public void AShiftAndNewMissingValuesAreNamed()
    {
        var random = new Random(5);
        float[] before = [.. Enumerable.Range(0, 3000).Select(_ => (float)random.NextDouble() * 100)];
        var index = StabilityIndex.Of(new NumericColumn("pay", before));
        var shifted = index.Compare(new NumericColumn("pay", [.. before.Select(value => value * 1.4f)]));
        Assert.True(shifted.HasDrifted && shifted.Rises);
        Assert.StartsWith("above", shifted.Bin, StringComparison.Ordinal);
        var missing = index.Compare(new NumericColumn("pay", [.. before.Select((value, i) => i % 5 == 0 ? float.NaN : value)]));
        Assert.Equal((true, "missing"), (missing.HasDrifted, missing.Bin));
    }

    [Fact]
    public void LeaksAreFoundByNameByRankAndByConstancy()
    {
        var generated = GeneratedTable.Of(2000, 6);
        var random = new Random(6);
        float[] answer = [.. generated.Labels.Select(label => (float)((label ? 1 : 0) + (random.NextDouble() * 0.9)))];
        float[] closing = [.. generated.Labels.Select(label => label ? 0f : random.Next(4))];
        var data = new Dataset([.. generated.Data.Columns, new NumericColumn("answer", answer),
            new NumericColumn("closing", closing)], 2000);
        var leaks = LeakageGuard.Check(data, generated.Labels, ["calls"]);
        Assert.Equal(["answer", "calls", "closing"], leaks.Where(leak => leak.Refused).Select(leak => leak.Feature).Order());
        Assert.Equal(LeakKind.KnownAfterwards, leaks.Single(leak => leak.Feature == "calls").Kind);
        Assert.Equal(LeakKind.ConstantWithinLabel, leaks.Single(leak => leak.Feature == "closing").Kind);
    }

    [SharedDataFact]
    public void TheLengthOfACallIsRefusedWhenToldAndWarnedAboutUntold()
    {
        var table = CsvTable.Read(SharedData.File("bank_marketing", "bank-additional-full.csv"), ';');
        var (data, labels) = (table.Dataset("y"), table.Flags("y", "yes"));
        Assert.True(Assert.Single(LeakageGuard.Check(data, labels, ["duration"])).Refused);
        var untold = Assert.Single(LeakageGuard.Check(data, labels));
        Assert.Equal(("duration", LeakKind.SuspiciousAuc, false), (untold.Feature, untold.Kind, untold.Refused));
    }

    [Fact]
    public void SplitsKeepGroupsTogetherAndTimeInOrder()
    {
        // 400 customers, of whom 300 were there before, too, and 200 twice before; one in ten of the last rows is positive.
        int[] groups = [.. Enumerable.Range(0, 400), .. Enumerable.Range(100, 300), .. Enumerable.Range(150, 200)];
        bool[] labels = [.. Enumerable.Range(0, 900).Select(i => i % 10 == 0)];
        var (kept, heldOut) = Splits.Stratified(labels, groups, 400, 0.2, 1);
        Assert.Empty(kept.Select(row => groups[row]).Intersect(heldOut.Select(row => groups[row])));
        Assert.Equal((80, 8), (heldOut.Length, heldOut.Count(row => labels[row])));
        Assert.All(heldOut, row => Assert.True(row < 400));
        Assert.Equal(900, kept.Length + groups.Count(group => heldOut.Contains(group)));
        var folds = Splits.StratifiedFolds(labels, groups, 5, 1);
        Assert.Equal(400, folds.Sum(fold => fold.Select(row => groups[row]).Distinct().Count()));
        Assert.Equal(Enumerable.Range(0, 900), folds.SelectMany(fold => fold).Order());
        Assert.Equal(Splits.StratifiedFolds(labels, 5, 1), Splits.StratifiedFolds(labels, [], 5, 1));
        var (past, later) = Splits.Later(10, 0.2);
        Assert.True(past.Max() < later.Min());
        Assert.Equal(2, later.Length);
    }

    [Fact]
    public void StratifiedSplitsHoldEqualSharesOfPositives()
    {
        bool[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0)];
        var (_, heldOut) = Splits.Stratified(labels, 0.2, 1);
        Assert.Equal((200, 20), (heldOut.Length, heldOut.Count(row => labels[row])));
        var folds = Splits.StratifiedFolds(labels, 5, 1);
        Assert.All(folds, fold => Assert.Equal(20, fold.Count(row => labels[row])));
        Assert.Equal(Enumerable.Range(0, 1000), folds.SelectMany(fold => fold).Order());
    }
}
