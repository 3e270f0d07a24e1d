using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Who referred whom in the generated telco.</summary>
public class RecommendationTests
{
    private const int Customers = 3_000;

    private static readonly TelcoWorld World = new(SampleTelco.Options(Customers));

    private static IEnumerable<(long Number, long By)> Referred(TelcoWorld world) =>
        Enumerable.Range(0, Customers).Select(number => (Number: (long)number, By: Recommendation.Of(world, number)))
            .Where(pair => pair.By is not null).Select(pair => (pair.Number, pair.By!.Value));

    [Fact]
    public void APartOfThoseWhoCameLatelyNamesSomebodyWhoCameEarlier()
    {
        var referred = Referred(World).ToArray();
        Assert.InRange(referred.Length, 0.03 * Customers, 0.12 * Customers);
        Assert.All(referred, pair => Assert.True(
            Tenure(pair.By) > Tenure(pair.Number) && Tenure(pair.Number) < 24 && pair.By < pair.Number));
        Assert.Contains(referred.GroupBy(pair => pair.By), named => named.Count() > 1);
    }

    [Fact]
    public void TheHappyRecommendMore() => Assert.InRange(
        Referred(World).Average(pair => World.ProfileOf(pair.By, 0, isNew: false).Mood), 0.2, 1.5);

    [Fact]
    public void ItIsTheSameInEveryDropAndInALargerPortfolio()
    {
        var larger = new TelcoWorld(SampleTelco.Options(2 * Customers));
        Assert.Equal(Referred(World), Referred(larger));
    }

    [Fact]
    public async Task TheExtractNamesThemByTheirIds()
    {
        var (column, lines) = (CustomerColumns.Of("referredBy"), await SampleTelco.LinesAsync(World.Options));
        var telco = new SyntheticTelco(World.Options);
        var named = lines.Select(line => SampleTelco.Fields(line)[column]).Where(cell => cell.Length > 0).ToHashSet();
        Assert.Subset(
            Referred(World).Select(pair => System.Text.Encoding.Latin1.GetString(
                System.Text.Encoding.UTF8.GetBytes(telco.IdOf(pair.By)))).ToHashSet(), named);
        Assert.True(named.Count > 50);
    }

    private static int Tenure(long number) => World.ProfileOf(number, 0, isNew: false).Tenure;
}
