using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Tests.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class CampaignTests
{
    private static readonly TelcoOptions Telco = SampleTelco.Options(4_000, seed: 9) with { Labelled = false };

    /// <summary>Whom the first night may list.</summary>
    private static readonly string[] Called = [
        .. SampleTelco.Customers(Telco, Truth.Window).Values
            .Where(customer => !customer.Month.Holds(Product.Broadband) && !customer.Left)
            .Select(customer => new SyntheticTelco(Telco).IdOf(customer.Number)).Take(1_000)];

    [Fact]
    public void AsManySayYesAsTheirTrueChancesSay()
    {
        var campaign = Campaign.Call(Telco, Called);

        // A sum of independent draws spreads no more than a Poisson variable.
        Assert.InRange(
            campaign.Accepted.Count, campaign.Expected - 4 * Math.Sqrt(campaign.Expected),
            campaign.Expected + 4 * Math.Sqrt(campaign.Expected));
        Assert.InRange(campaign.Expected, 50, 400);
    }

    [Fact]
    public void WhoSaidYesHoldsTheProductOnTheSecondNightAndHardlyAnybodyElse()
    {
        var campaign = Campaign.Call(Telco, Called);
        var telco = new SyntheticTelco(campaign.Telco);
        var there = telco.CustomersOf(Truth.Window + 1).Where(customer => !customer.Left).ToList();
        var holders = there.Where(customer => customer.Month.Holds(Product.Broadband))
            .Select(customer => telco.IdOf(customer.Number)).ToHashSet();
        var left = Called.Except(there.Select(customer => telco.IdOf(customer.Number)));

        Assert.All(campaign.Accepted.Except(left), customer => Assert.Contains(customer, holders));
        Assert.InRange(Called.Except(campaign.Accepted).Count(holders.Contains), 0, 10);
    }

    [Fact]
    public void TheSameCallsAreAnsweredAlike() =>
        Assert.Equal(Campaign.Call(Telco, Called).Accepted, Campaign.Call(Telco, Called).Accepted);

    [Fact]
    public void WithoutEffectsNobodySaysYes() =>
        Assert.Empty(Campaign.Call(Telco with { Effects = 0 }, Called).Accepted);

    [Fact]
    public void AStrangerOnTheListIsAFault() =>
        Assert.Throws<NightException>(() => Campaign.Call(Telco, ["somebody"]));
}
