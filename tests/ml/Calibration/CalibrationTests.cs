using ReapFunctions.Ml.Calibration;

namespace ReapFunctions.Ml.Tests.Calibration;

public sealed class CalibrationTests
{
    [Fact]
    public void PlattFindsTheLineThatMadeTheLabels()
    {
        var random = new Random(1);
        float[] scores = [.. Enumerable.Range(0, 50_000).Select(_ => (random.NextSingle() - 0.5f) * 8)];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((0.5 * score) - 1))))];
        var platt = CalibratorFitter.Platt(scores, labels, []);
        Assert.Equal(-0.5, platt.Slope, 0.02);
        Assert.Equal(1, platt.Offset, 0.05);
    }

    [Fact]
    public void ARankingThatIsTheWrongWayRoundIsNotTurned()
    {
        float[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 100f)];
        Assert.Same(PlattCalibrator.Identity, CalibratorFitter.Platt(scores, [.. scores.Select((_, i) => i % 1000 < 300)], []));
    }

    [Fact]
    public void IsotonicRisesAndStaysNearTheTruthWherePlattCannot()
    {
        var random = new Random(2);
        float[] scores = [.. Enumerable.Range(0, 40_000).Select(_ => random.NextSingle() * 4)];
        static double Truth(double score) => score < 2 ? 0.2 : score < 3 ? 0.3 : 0.9;
        bool[] labels = [.. scores.Select(score => random.NextDouble() < Truth(score))];
        var isotonic = IsotonicFitter.Fit(scores, labels, []);
        var values = Enumerable.Range(0, 400).Select(i => isotonic.Probability(i / 100f)).ToArray();
        Assert.Equal(values.Order(), values);
        Assert.Equal(0.2, isotonic.Probability(1), 0.05);
        Assert.Equal(0.9, isotonic.Probability(3.6f), 0.05);
        Assert.IsType<IsotonicCalibrator>(CalibratorFitter.Choose(scores, labels, []));
    }

    [Fact]
    public void AnIsotonicCalibratorIsThatOfMlNetBetweenWithinAndOutsideItsPieces()
    {
        var calibrator = new IsotonicCalibrator([(0, 1, 0), (2, 2, 0.5f), (4, 5, 0.9f)]);
        Assert.Equal(1e-15f, calibrator.Probability(-3));
        Assert.Equal(0.25f, calibrator.Probability(1.5f), 1e-6f);
        Assert.Equal(0.7f, calibrator.Probability(3), 1e-6f);
        Assert.Equal(0.9f, calibrator.Probability(9), 1e-6f);
        Assert.True(float.IsNaN(calibrator.Probability(float.NaN)));
    }

    [Fact]
    public void FewPositivesAreCalibratedByPlatt()
    {
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, 2000).Select(_ => random.NextSingle())];
        Assert.IsType<PlattCalibrator>(CalibratorFitter.Choose(scores, [.. scores.Select((_, i) => i % 20 == 0)], []));
    }
}
