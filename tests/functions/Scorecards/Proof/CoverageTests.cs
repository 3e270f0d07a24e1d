using ReapFunctions.Ml.Evaluation;
using ReapFunctions.Scorecards.Proof;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Scorecards.Proof;

/// <summary>How often intervals of 95 % hold what is true.</summary>
public class CoverageTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";

    private static readonly (long Treated, long Control)[] Arms =
        [(30, 30), (100, 30), (718, 70), (300, 300), (1000, 100), (2000, 200), (10_000, 1_000), (30, 1_000), (100_000, 100)];

    private static readonly (int Treated, int Control)[] ArmsOfMoney =
        [(240, 60), (718, 70), (300, 300), (1000, 100), (4500, 500)];

    /// <summary>What contacting brings more of what everybody brings, where it does.</summary>
    private const double More = 0.2;

    private static readonly double[] Rates = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    /// <summary>
    /// Exact: the chances of all that may be observed, summed up. By one look, and by the first of many and the sixtieth, which
    /// may miss in 0.45 and 0.01 % of cases.
    /// </summary>
    [Theory]
    [InlineData(0, 0.94)]
    [InlineData(1, 0.994)]
    [InlineData(60, 0.999)]
    public void DifferencesOfRatesAreCoveredWhateverTheArmsAndRates(int night, double least)
    {
        var z = night == 0 ? NormalDistribution.Z95 : new Look(night).Z;
        var cells = new List<(double Difference, double Lift, string What)>();
        foreach (var (treated, control) in Arms)
            foreach (var rate in Rates)
                foreach (var factor in (double[])[1, 1.5, 3, 0.5])
                {
                    var (difference, lift) = Coverage(treated, Math.Min(0.9, rate * factor), control, rate, z);
                    cells.Add((difference, lift, $"{treated} at {rate * factor} and {control} at {rate}"));
                }
        output.WriteLine(
            $"{cells.Count} cells; differences: mean {cells.Average(cell => cell.Difference):F5}, least "
            + $"{cells.MinBy(cell => cell.Difference)}; lifts: mean {cells.Average(cell => cell.Lift):F5}, least "
            + $"{cells.MinBy(cell => cell.Lift)}");
        Assert.All(cells, cell => Assert.True(cell.Difference >= least && cell.Lift >= least, cell.ToString()));
    }

    private static (double Difference, double Lift) Coverage(long treated, double p1, long control, double p2, double z)
    {
        var (all, difference, lift) = (0.0, 0.0, 0.0);
        var second = Likely(control, p2)
            .Select(known => (Limits(control, known.Successes, z), known.Successes, known.Chance)).ToArray();
        foreach (var (successes, chance) in Likely(treated, p1))
        {
            var first = Limits(treated, successes, z);
            foreach (var (limits, of, chanceOf) in second)
            {
                all += chance * chanceOf;
                difference += Holds(RateLimits.Difference(first, limits), p1 - p2) ? chance * chanceOf : 0;
                // Without anybody in the control group there is no lift to be wrong about.
                lift += of == 0 || Holds(RateLimits.Lift(first, limits), p1 / p2 - 1) ? chance * chanceOf : 0;
            }
        }
        return (difference / all, lift / all);
    }

    private static RateLimits Limits(long customers, long successes, double z) =>
        RateLimits.Of(new Arm(customers, successes, 0, 0), z);

    private static bool Holds(Interval interval, double truth) => interval.Low - 1e-6 <= truth && truth <= interval.High + 1e-6;

    /// <summary>Counts within seven standard deviations, with their chances.</summary>
    private static IEnumerable<(long Successes, double Chance)> Likely(long customers, double rate)
    {
        var deviation = Math.Sqrt(customers * rate * (1 - rate));
        var (least, most) = (
            Math.Max(0, (long)(customers * rate - 7 * deviation - 3)),
            Math.Min(customers, (long)(customers * rate + 7 * deviation + 9)));
        var log = 0.0;
        for (var i = 1L; i <= least; i++)
            log += Math.Log((double)(customers - least + i) / i);
        for (var successes = least; successes <= most; successes++)
        {
            yield return (
                successes, Math.Exp(log + successes * Math.Log(rate) + (customers - successes) * Math.Log(1 - rate)));
            log += Math.Log((double)(customers - successes) / (successes + 1));
        }
    }

    /// <summary>
    /// Money that everybody brings, evenly and not, and that few bring: one in ten and one in fifty, long-tailed. An interval by
    /// the standard error covers 73 to 95 % of these.
    /// </summary>
    [Theory]
    [InlineData("even")]
    [InlineData("exponential")]
    [InlineData("longTailed")]
    [InlineData("oneInTen")]
    [InlineData("oneInFifty")]
    public void DifferencesOfMoneyAreCoveredWhateverItsSkewness(string money)
    {
        var random = new Random(money.Length);
        foreach (var (treated, control) in ArmsOfMoney)
        {
            AssertCovered($"{money} {treated}/{control}", IsLong ? 20_000 : 300, 0, () =>
                MeanDifference.Between(Draw(random, money, treated), Draw(random, money, control), 1)!);
        }
    }

    /// <summary>That intervals hold the truth in 94 % of so many draws, less three standard errors of these.</summary>
    private void AssertCovered(string what, int draws, double truth, Func<Interval> draw)
    {
        var covered = Enumerable.Range(0, draws).Count(_ => Holds(draw(), truth)) / (double)draws;
        output.WriteLine($"{what}: {covered:F4} of {draws}");
        Assert.InRange(covered, 0.94 - 3 * Math.Sqrt(0.94 * 0.06 / draws), 1);
    }

    /// <summary>
    /// Contacting keeps customers who would have left, so that hardly anybody of the treated loses money and more of the control
    /// group do: an interval that draws their spreads towards each other covers 73 to 93 % of these.
    /// </summary>
    [Theory]
    [InlineData(0.02, 0.06)]
    [InlineData(0.01, 0.05)]
    [InlineData(0.06, 0.02)]
    [InlineData(0.05, 0.15)]
    [InlineData(0.02, 0.02)]
    public void DifferencesOfMoneyAreCoveredWhereContactingWorks(double treatedLose, double controlLose)
    {
        const double Loss = 400;
        var random = new Random(5);
        foreach (var (treated, control) in ArmsOfMoney.Append((200, 100)))
        {
            var truth = (controlLose - treatedLose) * Loss * Math.Exp(0.7 * 0.7 / 2);
            Arm Lose(int customers, double share) =>
                Draw(customers, () => random.NextDouble() < share ? -Math.Exp(Normal(random) * 0.7) * Loss : Normal(random) * 10);
            AssertCovered($"{treatedLose} and {controlLose} lose, {treated}/{control}", IsLong ? 20_000 : 300, truth, () =>
                MeanDifference.Between(Lose(treated, treatedLose), Lose(control, controlLose), 1)!);
        }
    }

    [Theory]
    [InlineData(60, 240, true)]
    [InlineData(59, 241, false)]
    [InlineData(149, 150, false)]
    public void OfFewCustomersMoneyHasNoInterval(int treated, int control, bool known)
    {
        var random = new Random(3);
        var (left, right) = (Draw(random, "exponential", treated), Draw(random, "exponential", control));
        Assert.Equal(known, MeanDifference.Between(left, right, 1) is not null);
        Assert.Equal(known, MeanDifference.Between(right, left, 1) is not null);
        var line = LiftEstimate.Whole("total", new ArmPair(left, right), 0.5, 1, null);
        Assert.Equal((true, known), (line.Anytime is not null, line.Anytime!.ValuePerCustomer is not null));
        Assert.Equal(known, line.Anytime.ValueP is not null);
    }

    /// <summary>
    /// The tenth worth least, the median and the tenth worth most, where contacting does nothing, where all bring a fifth more by
    /// it, and where a third of those who would leave stay.
    /// </summary>
    [Theory]
    [InlineData("even")]
    [InlineData("exponential")]
    [InlineData("longTailed")]
    [InlineData("oneInTen")]
    [InlineData("oneInFifty")]
    [InlineData("someLeave")]
    public void DifferencesOfQuantilesAreCoveredWhateverTheMoney(string money)
    {
        var random = new Random(money.Length);
        foreach (var effect in money == "someLeave" ? (string[])["nothing", "more", "stay"] : ["nothing", "more"])
            foreach (var share in (double[])[0.1, 0.5, 0.9])
            {
                var without = QuantileOf(Cents(random, money, "nothing", 200_000), share);
                var truth = effect switch
                {
                    "more" => More * without,
                    "stay" => QuantileOf(Cents(random, money, effect, 200_000), share) - without,
                    _ => 0,
                };
                foreach (var (treated, control) in ArmsOfMoney)
                    Cover(treated, control, effect, share, truth);
            }

        void Cover(int treated, int control, string effect, double share, double truth) => AssertCovered(
            $"{money}, {effect}, {share} of {treated}/{control}", IsLong ? 2_000 : 100, truth, () => QuantileDifference.Between(
                Cents(random, money, effect, treated), Cents(random, money, "nothing", control), share,
                NormalDistribution.Z95)!);
    }

    /// <summary>
    /// Exact, of one arm without ties: how often an end of a night's limits lies on the wrong side, at most half the night's
    /// chance and a little that whole customers force.
    /// </summary>
    [Theory]
    [InlineData(200, 0.1)]
    [InlineData(400, 0.9)]
    [InlineData(1000, 0.1)]
    [InlineData(1000, 0.5)]
    public void LimitsOfQuantilesHoldOnEveryNight(int customers, double share)
    {
        var binomial = Likely(customers, share).ToArray();
        List<long> ranks = [.. Enumerable.Range(1, customers).Select(rank => 100L * rank)];
        List<long> nobody = [.. Enumerable.Repeat(0L, 40_000)];
        var missed = 0.0;
        foreach (var night in (int[])[1, 3, 10, 30, 60])
        {
            var look = new Look(night);
            // Against an arm that is worth nothing the interval is that of the one arm, from rank to rank.
            if (QuantileDifference.Between(ranks, nobody, share, look.Z) is not { } limits)
                continue;
            var outside = binomial.Where(below => below.Successes + 0.5 < limits.Low - 0.5
                || below.Successes + 0.5 > limits.High + 0.5).Sum(below => below.Chance);
            missed = Math.Max(missed, outside / (0.05 * look.Weight));
        }
        output.WriteLine($"{share} of {customers}: at most {missed:F2} of a night's chance");
        Assert.InRange(missed, 0.05, 1.25);
    }

    private static double QuantileOf(List<long> sorted, double share) => sorted[(int)(sorted.Count * share)] / 100.0;

    private static List<long> Cents(Random random, string money, string effect, int customers)
    {
        var leave = money != "someLeave" ? 0 : effect == "stay" ? 0.08 : 0.12;
        var cents = new List<long>(customers);
        for (var i = 0; i < customers; i++)
        {
            var value = Value(random, money == "someLeave" ? "longTailed" : money) * (effect == "more" ? 1 + More : 1);
            cents.Add(random.NextDouble() < leave ? 0 : (long)Math.Round(value * 100));
        }
        cents.Sort();
        return cents;
    }

    private static Arm Draw(Random random, string money, int customers) => Draw(customers, () => Value(random, money));

    private static Arm Draw(int customers, Func<double> value)
    {
        var arm = Arm.Empty;
        for (var i = 0; i < customers; i++)
            arm = arm.With(false, Math.Round((decimal)value(), 2));
        return arm;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Value(Random random, string money)
    {
        var normal = Normal(random);
        return money switch
        {
            "even" => normal * 50,
            "exponential" => -Math.Log(1 - random.NextDouble()) * 50,
            "longTailed" => Math.Exp(normal) * 30,
            "oneInTen" => random.NextDouble() < 0.1 ? Math.Exp(normal * 0.7) * 200 : normal * 10,
            _ => random.NextDouble() < 0.02 ? Math.Exp(normal * 0.7) * 400 : normal * 10,
        };
    }
}
