using ReapFunctions.Care;
using ReapFunctions.Runs;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Care;

/// <summary>The alarm for what spreads: how often it is false on quiet histories, how soon it finds what is planted.</summary>
public class OutbreakSearchTests(ITestOutputHelper output)
{
    private static readonly DateOnly AsOf = new(2026, 11, 20);
    private static readonly AlarmOptions Options = new() { FalseAlarms = 0.1, MinCases = 3 };
    private static readonly string[] Causes = ["outage", "speed", "billing", "price"];
    private static readonly string[] Products = ["mobile", "broadband", "tv"];
    private static readonly string[] Regions = ["north", "south", "west"];
    private static readonly string[] Channels = ["call", "web"];

    /// <summary>
    /// Quiet histories, each night of another one, of 4 causes in 72 places: no more alarm than the chance that is stated, of
    /// rare cases and of many, as even as a Poisson's and up to six times as restless.
    /// </summary>
    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(3, 0)]
    [InlineData(0.3, 2)]
    [InlineData(3, 2)]
    [InlineData(1, 5)]
    public void QuietNightsAlarmNoMoreOftenThanStated(double perDay, double overdispersion)
    {
        const int Nights = 400;
        var random = new Random(20_261_120);
        var alarms = Enumerable.Range(0, Nights).Count(_ => Find(Quiet(random, perDay, overdispersion)).Count > 0);

        output.WriteLine($"{perDay} a day, overdispersion {overdispersion}: {alarms} of {Nights} quiet nights alarm");
        // Within three standard errors of a chance of 0.1, were it all used up.
        Assert.InRange(alarms, 0, (int)(Nights * (0.1 + 3 * Math.Sqrt(0.1 * 0.9 / Nights))));
    }

    /// <summary>A cause that strikes one product in one region is found by its second night, and called by its place.</summary>
    [Fact]
    public void APlantedCauseIsFoundWithinTwoNightsAndNamedByItsPlace()
    {
        var random = new Random(7);
        var (found, named) = (0, 0);
        for (var history = 0; history < 50; history++)
        {
            var counts = Quiet(random, 1, 0.5);
            counts.Add(new CasePlace("speed", "broadband", "west", "call"), AsOf.AddDays(-1), 8);
            counts.Add(new CasePlace("speed", "broadband", "west", "web"), AsOf, 14);
            var outbreak = OutbreakSearch.Find(counts, [], new AlarmOptions(), AsOf) is [var first, ..] ? first : null;
            found += outbreak is { Cause: "speed" } && outbreak.Since >= AsOf.AddDays(-2) ? 1 : 0;
            named += outbreak is { Product: "broadband", Region: "west", Channel: null } ? 1 : 0;
        }

        Assert.InRange(found, 49, 50);
        Assert.InRange(named, 49, 50);
    }

    [Fact]
    public void ACauseThatGrowsEverywhereIsCalledByItselfAlone()
    {
        var counts = Quiet(new Random(3), 0.5, 0);
        foreach (var product in Products)
        {
            foreach (var region in Regions)
                counts.Add(new CasePlace("outage", product, region, product == "tv" ? "call" : "web"), AsOf, 5);
        }

        var outbreak = Assert.Single(OutbreakSearch.Find(counts, [], new AlarmOptions(), AsOf));

        Assert.Equal(("outage", null, null, null), (outbreak.Cause, outbreak.Product, outbreak.Region, outbreak.Channel));
    }

    [Fact]
    public void AnOutbreakStaysUntilItsLastWeekIsUsualAgainAndIsNotFoundTwice()
    {
        var counts = Quiet(new Random(5), 0.5, 0);
        counts.Add(new CasePlace("speed", "tv", "north", "web"), AsOf, 20);
        var first = Assert.Single(OutbreakSearch.Find(counts, [], new AlarmOptions(), AsOf));

        var again = Assert.Single(OutbreakSearch.Find(counts, [first], new AlarmOptions(), AsOf));
        var over = OutbreakSearch.Find(Quiet(new Random(6), 0.5, 0), [first with { PerDay = 2 }], new AlarmOptions(), AsOf);

        Assert.Equal((first.Since, first.FoundOn, 20), (again.Since, again.FoundOn, again.Cases));
        Assert.Empty(over);
    }

    [Fact]
    public void WithoutEnoughDaysBeforeNothingIsUsualAndNothingAlarms()
    {
        var counts = new CaseCounts(OutbreakSearch.First(Options, AsOf), AsOf);
        for (var back = 0; back < 30; back++)
            counts.Add(new CasePlace("speed", "tv", "north", "web"), AsOf.AddDays(-back), back == 0 ? 500 : 1);

        Assert.Empty(Find(counts));
    }

    private static IReadOnlyList<Outbreak> Find(CaseCounts counts) => OutbreakSearch.Find(counts, [], Options, AsOf);

    /// <summary>A history in which every place keeps its rate.</summary>
    private static CaseCounts Quiet(Random random, double perDay, double overdispersion)
    {
        var counts = new CaseCounts(OutbreakSearch.First(Options, AsOf), AsOf);
        foreach (var cause in Causes)
        {
            foreach (var product in Products)
            {
                foreach (var region in Regions)
                {
                    foreach (var channel in Channels)
                    {
                        for (var day = 0; day < counts.Days; day++)
                            counts.Add(
                                new CasePlace(cause, product, region, channel), counts.First.AddDays(day),
                                Count(random, perDay / 18, overdispersion));
                    }
                }
            }
        }
        return counts;
    }

    /// <summary>A Poisson, or a negative binomial whose variance is 1 + overdispersion times its mean.</summary>
    private static int Count(Random random, double mean, double overdispersion)
    {
        if (overdispersion == 0)
            return Poisson(random, mean);
        // A Poisson number of clusters, each with a logarithmic number of cases.
        var success = overdispersion / (1 + overdispersion);
        var clusters = Poisson(random, mean / overdispersion * Math.Log(1 + overdispersion));
        return Enumerable.Range(0, clusters).Sum(_ => Logarithmic(random, success));
    }

    private static int Poisson(Random random, double mean)
    {
        var (count, product) = (0, random.NextDouble());
        for (var end = Math.Exp(-mean); product > end; count++)
            product *= random.NextDouble();
        return count;
    }

    private static int Logarithmic(Random random, double p)
    {
        var (left, k, chance) = (random.NextDouble(), 1, -p / Math.Log(1 - p));
        while (left > chance && k < 1_000)
        {
            left -= chance;
            chance *= p * k / (k + 1);
            k++;
        }
        return k;
    }
}
