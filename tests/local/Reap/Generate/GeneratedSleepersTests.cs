using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Customers who fall asleep, and why customers leave: what the synthetic telco plants.</summary>
public class GeneratedSleepersTests
{
    private static readonly TelcoOptions Options = SampleTelco.Options(4_000) with
    {
        Dirty = 0,
        Sleepers = new PlantedSleepers(0.1, 1, 5),
    };

    [Fact]
    public async Task WhoIsAsleepIsInNoInteractionAndNothingElseChanges()
    {
        var telco = new SyntheticTelco(Options);
        var asleep = telco.CustomersOf(20)
            .Where(customer => Options.Sleepers.FallsAsleepOn(telco.World.RandomOf(customer.Number)) < int.MaxValue)
            .Select(customer => telco.IdOf(customer.Number)).ToHashSet();
        Assert.InRange(asleep.Count, 320, 480);

        var awake = Options with { Sleepers = PlantedSleepers.None };
        foreach (var drop in new[] { 0, 20 })
        {
            var with = await LinesAsync(DetailShape.Interactions, Options, drop);
            var without = await LinesAsync(DetailShape.Interactions, awake, drop);
            Assert.Equal(drop == 0, without.SequenceEqual(with));
            if (drop == 20)
                Assert.Equal(without.Where(line => !asleep.Contains(line.Split(',')[1])), with);
        }
        foreach (var shape in DetailShape.All.Where(shape => shape != DetailShape.Interactions))
            Assert.Equal(await LinesAsync(shape, awake, 20), await LinesAsync(shape, Options, 20));
    }

    [Fact]
    public void WhoPaysMuchLeavesMoreOftenForThePrice()
    {
        var random = Enumerable.Range(0, 4_000).Select(number => new CustomerRandom(1, number)).ToArray();
        double ShareOf(double factor, string reason)
        {
            var profile = Profile.Of(random[0], isNew: false) with { PriceFactor = factor };
            return random.Count(customer => LeavingTruth.ReasonOf(customer, profile) == reason) / (double)random.Length;
        }

        foreach (var factor in new[] { 0.8, 1, 1.4 })
        {
            Assert.Equal(LeavingTruth.PriceShare(factor), ShareOf(factor, "price"), 0.03);
            Assert.Equal(0.25 * (1 - LeavingTruth.PriceShare(factor)), ShareOf(factor, "service"), 0.03);
        }
        Assert.True(ShareOf(1.4, "price") > ShareOf(1, "price") + 0.2);
    }

    private static async Task<string[]> LinesAsync(DetailShape shape, TelcoOptions options, int drop)
    {
        using var output = new MemoryStream();
        await new SyntheticTelco(options).WriteDetailsAsync(shape, drop, output);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }
}
