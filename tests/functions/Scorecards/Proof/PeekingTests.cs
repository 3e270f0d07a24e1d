using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Scorecards.Proof;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Scorecards.Proof;

/// <summary>
/// A thousand comparisons looked at on sixty nights. The customers are the same on all of them: who did it stays counted, and
/// their value moves on, or comes back, or jumps for one night.
/// </summary>
public class PeekingTests(ITestOutputHelper output)
{
    private const int Runs = 1000;
    private const int Nights = 60;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";
    private static readonly double[] Z = [.. Enumerable.Range(0, Nights + 1).Select(night => new Look(Math.Max(1, night)).Z)];
    private static readonly (int Treated, int Control) Sizes = IsLong ? (4500, 500) : (540, 60);

    [Theory]
    [InlineData(0.0003)]
    [InlineData(0.002)]
    [InlineData(0.02)]
    public void WithoutAnEffectOnRatesAtMostOneRunInTwentyShowsOneOnAnyNight(double hazard)
    {
        var random = new Random(1);
        var (anytime, once) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (treated, control) = (Counts(random, Sizes.Treated, hazard), Counts(random, Sizes.Control, hazard));
            anytime += Any(night => Rates(treated[night], control[night], Z[night]).Significant) ? 1 : 0;
            once += Any(night => Rates(treated[night], control[night], NormalDistribution.Z95).Significant) ? 1 : 0;
        }
        output.WriteLine($"rates, {hazard} a night: {anytime} of {Runs}; by intervals of one look {once}");
        Assert.InRange(anytime, 0, Runs / 20);
        Assert.True(once > anytime);
    }

    [Theory]
    [InlineData("movesOn")]
    [InlineData("comesBack")]
    [InlineData("jumps")]
    public void WithoutAnEffectOnMoneyAtMostOneRunInTwentyShowsOneOnAnyNight(string money)
    {
        var random = new Random(2);
        var (anytime, once, asymptotic) = (0, 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (treated, control) = (Values(random, money, Sizes.Treated, 0), Values(random, money, Sizes.Control, 0));
            bool Shows(Func<int, double> z) =>
                Any(night => MeanDifference.Between(treated[night], control[night], 1, z(night))!.Significant);
            anytime += Shows(night => Z[night]) ? 1 : 0;
            once += Shows(_ => NormalDistribution.Z95) ? 1 : 0;
            asymptotic += Shows(_ => Asymptotic) ? 1 : 0;
        }
        output.WriteLine(
            $"money that {money}: {anytime} of {Runs}; by intervals of one look {once}, by the asymptotic sequence {asymptotic}");
        Assert.InRange(anytime, 0, Runs / 20);
        Assert.True(once > anytime);
    }

    [Fact]
    public void AKnownEffectIsCoveredOnAllNightsAtOnceAndFound()
    {
        var random = new Random(3);
        var (covered, found) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (treated, control) = (Counts(random, Sizes.Treated, 0.03), Counts(random, Sizes.Control, 0.01));
            Interval At(int night) => Rates(treated[night], control[night], Z[night]);
            covered += Any(night => !Holds(At(night), Math.Pow(0.99, night) - Math.Pow(0.97, night))) ? 0 : 1;
            found += Any(night => At(night).Low > 0) ? 1 : 0;
        }
        output.WriteLine($"known effect on rates: covered on all nights {covered} of {Runs}, found {found}");
        Assert.InRange(covered, Runs * 19 / 20, Runs);
        Assert.InRange(found, Runs * 19 / 20, Runs);
    }

    [Fact]
    public void AKnownEffectOnMoneyIsCoveredOnAllNightsAtOnceAndFound()
    {
        const double Gain = 0.5;
        var random = new Random(4);
        var (covered, found) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var treated = Values(random, "comesBack", Sizes.Treated, Gain);
            var control = Values(random, "comesBack", Sizes.Control, 0);
            Interval At(int night) => MeanDifference.Between(treated[night], control[night], 1, Z[night])!;
            covered += Any(night => !Holds(At(night), Gain * night)) ? 0 : 1;
            found += Any(night => At(night).Low > 0) ? 1 : 0;
        }
        output.WriteLine($"known effect on money: covered on all nights {covered} of {Runs}, found {found}");
        Assert.InRange(covered, Runs * 19 / 20, Runs);
        Assert.InRange(found, Runs * 8 / 10, Runs);
    }

    [Fact]
    public void TheChanceOfAFalseAlarmIsSpentOverAllNightsAndNoMore()
    {
        var spent = Enumerable.Range(1, 100_000).Sum(night => new Look(night).Weight);
        Assert.InRange(spent, 0.999, 1);
        Assert.Equal(0.5, Enumerable.Range(1, 10).Sum(night => new Look(night).Weight), 9);
        Assert.Equal(0.05, new Look(17).Anytime(NormalDistribution.TwoSided(new Look(17).Z)), 9);
    }

    [Theory]
    [InlineData(600, 240, 60, 6)]
    [InlineData(718, 86, 70, 0)]
    [InlineData(9000, 990, 1000, 70)]
    public void AnIntervalAtTheLevelOfThePValueJustLeavesOutZero(int treated, int did, int control, int didToo)
    {
        var (t, c) = (new Arm(treated, did, did * 60, did * 3700), new Arm(control, didToo, didToo * 60, didToo * 3700));
        var z = NormalDistribution.Quantile(1 - RateLimits.PValue(t, c) / 2);
        Assert.True(Rates(t, c, z - 1e-3).Significant);
        Assert.False(Rates(t, c, z + 1e-3).Significant);
        var zOfMoney = NormalDistribution.Quantile(1 - MeanDifference.PValue(t, c) / 2);
        Assert.True(MeanDifference.Between(t, c, 1, zOfMoney - 1e-3)!.Significant);
        Assert.False(MeanDifference.Between(t, c, 1, zOfMoney + 1e-3)!.Significant);
    }

    /// <summary>
    /// How far out the ends of the asymptotic confidence sequence of Waudby-Smith and others are where it is narrowest, by their
    /// equation for a fixed number of customers: √((n ρ² + 1) / (n ρ²) · (ln(n ρ² + 1) - 2 ln 5 %)) at n ρ² = 8.2.
    /// </summary>
    private static readonly double Asymptotic = Math.Sqrt(9.2 / 8.2 * (Math.Log(9.2) - 2 * Math.Log(0.05)));

    private static bool Any(Func<int, bool> holds) => Enumerable.Range(1, Nights).Any(holds);

    private static bool Holds(Interval interval, double truth) => interval.Low - 1e-6 <= truth && truth <= interval.High + 1e-6;

    private static Interval Rates(Arm treated, Arm control, double z) =>
        RateLimits.Difference(RateLimits.Of(treated, z), RateLimits.Of(control, z));

    /// <summary>By night, who has done it by then.</summary>
    private static Arm[] Counts(Random random, int customers, double hazard)
    {
        var first = new long[Nights + 2];
        for (var i = 0; i < customers; i++)
            first[(int)Math.Min(Nights + 1, 1 + Math.Log(1 - random.NextDouble()) / Math.Log(1 - hazard))]++;
        var sum = 0L;
        return [.. first.Take(Nights + 1).Select(count => new Arm(customers, sum += count, 0, 0))];
    }

    /// <summary>By night, the change of value since the start.</summary>
    private static Arm[] Values(Random random, string money, int customers, double gain)
    {
        var (sums, squares, cubes) = (new double[Nights + 1], new double[Nights + 1], new double[Nights + 1]);
        for (var i = 0; i < customers; i++)
        {
            var (atStart, value) = (Normal(random) * 30, 0.0);
            for (var night = 1; night <= Nights; night++)
            {
                value = money switch
                {
                    "movesOn" => value + Normal(random) * 5,
                    "comesBack" => Normal(random) * 30 - atStart,
                    _ => random.NextDouble() < 0.05 ? Math.Exp(Normal(random)) * 100 : 0,
                };
                var x = value + gain * night;
                sums[night] += x;
                squares[night] += x * x;
                cubes[night] += x * x * x;
            }
        }
        return [.. sums.Select((sum, night) => new Arm(customers, 0, (decimal)sum, (decimal)squares[night], cubes[night]))];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
