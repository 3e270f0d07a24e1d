using ReapFunctions.Scorecards.Proof;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class CupedTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";

    /// <summary>Customers bring 60 % of what they brought before, a long-tailed rest, and the gain.</summary>
    private static List<(decimal Base, decimal Change)> Customers(Random random, int count, double gain, double more = 0) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var before = Math.Round((decimal)(Math.Exp(Normal(random) * 0.8) * 100 + more), 2);
            return (before, Math.Round((decimal)(Math.Exp(Normal(random)) * 20 + gain) - 0.4m * before, 2));
        })];

    private static Arm ArmOf(IEnumerable<(decimal Base, decimal Change)> customers) =>
        customers.Aggregate(Arm.Empty, (arm, customer) => arm.With(false, customer.Change, customer.Base));

    [Fact]
    public void SumsAreThoseOfCustomersOneByOne()
    {
        var random = new Random(1);
        var (treated, control) = (Customers(random, 500, 10), Customers(random, 60, 0));
        var cuped = Cuped.Of(new ArmPair(ArmOf(treated), ArmOf(control)))!;

        Assert.Equal(0.6, cuped.Theta, 0.1);
        var share = (decimal)cuped.Theta - 1;
        Arm Left(IEnumerable<(decimal Base, decimal Change)> customers) =>
            ArmOf(customers.Select(customer => (0m, customer.Change - share * customer.Base)));
        Assert.Equal(MeanDifference.Between(Left(treated), Left(control), 1), cuped.ValuePerCustomer);
        Assert.Equal(cuped.ValuePerCustomer.Estimate * 500, cuped.IncrementalValue.Estimate, 3);
    }

    /// <summary>Where the value goes on by theta, a share 1 - var(left) / var(now) of the variance is explained.</summary>
    [Fact]
    public void MoneyNarrowsByWhatTheValueAtTheStartExplains()
    {
        var random = new Random(2);
        var (treated, control) = (Customers(random, 90_000, 0), Customers(random, 10_000, 0));
        var cuped = Cuped.Of(new ArmPair(ArmOf(treated), ArmOf(control)))!;

        var all = treated.Concat(control).ToArray();
        double Deviation(Func<(decimal Base, decimal Change), double> of) =>
            Math.Sqrt(all.Average(customer => of(customer) * of(customer)) - Math.Pow(all.Average(of), 2));
        var left = Deviation(customer => (double)(customer.Change + 0.4m * customer.Base));
        Assert.Equal(1 - left / Deviation(customer => (double)(customer.Change + customer.Base)), cuped.Narrowed, 0.03);
        Assert.Equal(1 - left / Deviation(customer => (double)customer.Change), cuped.NarrowedOfChange, 0.03);
        Assert.InRange(cuped.Narrowed, 0.2, 1);
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(718, 70)]
    [InlineData(1000, 100)]
    public void AKnownEffectIsCovered(int treated, int control)
    {
        var random = new Random(3);
        var draws = IsLong ? 5000 : 300;
        var covered = Enumerable.Range(0, draws).Count(_ =>
        {
            var arms = new ArmPair(ArmOf(Customers(random, treated, 7)), ArmOf(Customers(random, control, 0)));
            return Cuped.Of(arms) is not { ValuePerCustomer: var value } || (value.Low <= 7 && 7 <= value.High);
        }) / (double)draws;
        output.WriteLine($"{treated}/{control}: {covered:F4} of {draws}");
        Assert.InRange(covered, 0.94 - 3 * Math.Sqrt(0.94 * 0.06 / draws), 1);
    }

    [Fact]
    public void WhereTheArmsDifferedAtTheStartNothingIsTakenOut()
    {
        var random = new Random(4);
        var treated = ArmOf(Customers(random, 1000, 0, more: 60));
        Assert.Null(Cuped.Of(new ArmPair(treated, ArmOf(Customers(random, 1000, 0)))));
        Assert.NotNull(Cuped.Of(new ArmPair(treated, ArmOf(Customers(random, 1000, 0, more: 60)))));
    }

    [Fact]
    public void ArmsThatKeptNoValueAtTheStartHaveNone() =>
        Assert.Null(Cuped.Of(new ArmPair(new Arm(900, 9, 90, 900, 9000), new Arm(100, 1, 10, 100, 1000))));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
