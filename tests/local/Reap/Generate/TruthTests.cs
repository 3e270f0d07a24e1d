using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>
/// What happens is drawn from the chances that the truth names. Bounds are four standard errors of a sum of independent draws, so
/// a correct generator passes for practically any seed; one seed is used.
/// </summary>
public class TruthTests
{
    private static readonly TelcoOptions Options = SampleTelco.Options(60_000, seed: 5);

    private static readonly Dictionary<int, CustomerAtDrop[]> Drops =
        new[] { 0, 40 }.ToDictionary(drop => drop, drop => new SyntheticTelco(Options).CustomersOf(drop).ToArray());

    public static TheoryData<string> Targets => ["churn", "broadband", "tv", "security", "roaming"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void WhatHappensMatchesTheTrueChances(string target)
    {
        foreach (var drop in new[] { 0, 40 })
            SampleTelco.AssertCalibrated(Outcomes(target, drop));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void WhatHappensMatchesTheTrueChancesFromTheLeastToTheMostLikely(string target)
    {
        var outcomes = Outcomes(target, drop: 0).OrderBy(outcome => outcome.Chance).ToArray();

        foreach (var tenth in outcomes.Chunk(outcomes.Length / 10))
            SampleTelco.AssertCalibrated(tenth);
    }

    [Fact]
    public void ChurnHappensAsOftenAsInATelco()
    {
        Assert.InRange(Outcomes("churn", 0).Average(outcome => outcome.Happened ? 1.0 : 0), 0.08, 0.15);
    }

    [Theory]
    [InlineData("broadband")]
    [InlineData("tv")]
    [InlineData("security")]
    [InlineData("roaming")]
    public void TakeUpHappensAsOftenAsInATelco(string target)
    {
        Assert.InRange(Outcomes(target, 0).Average(outcome => outcome.Happened ? 1.0 : 0), 0.04, 0.12);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void TheTruthTellsCustomersApartAsWellAsRealDataDo(string target)
    {
        Assert.InRange(Auc(Outcomes(target, drop: 0)), 0.75, 0.86);
    }

    [Fact]
    public void HeldProductsHaveNoChanceAndNoOutcome()
    {
        foreach (var customer in SampleTelco.Customers(SampleTelco.Options(2_000)).Values)
        {
            for (var product = Product.Broadband; product <= Product.Roaming; product++)
            {
                Assert.Equal(customer.Month.Holds(product), double.IsNaN(customer.Truth.Of(product)));
                Assert.False(customer.Month.Holds(product) && customer.Took(product));
            }
        }
    }

    private static List<(double Chance, bool Happened)> Outcomes(string target, int drop)
    {
        var customers = Drops[drop];
        if (target == "churn")
            return [.. customers.Select(customer => (customer.Truth.Churn, customer.Left))];
        var product = Enum.Parse<Product>(target, ignoreCase: true);
        return [.. customers
            .Where(customer => !customer.Month.Holds(product))
            .Select(customer => (customer.Truth.Of(product), customer.Took(product)))];
    }

    private static double Auc(List<(double Chance, bool Happened)> outcomes)
    {
        var ranks = 0.0;
        var positives = 0L;
        foreach (var (rank, outcome) in outcomes.OrderBy(outcome => outcome.Chance).Index())
        {
            ranks += outcome.Happened ? rank + 1 : 0;
            positives += outcome.Happened ? 1 : 0;
        }
        return (ranks - positives * (positives + 1) / 2.0) / (positives * (double)(outcomes.Count - positives));
    }
}
