using ReapFunctions.Offers;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Offers;

/// <summary>A group of the plan weighs the levers of its customers' offers, and of nobody else's.</summary>
public class GroupWeightsTests
{
    private static DecisionOptions With(params PlanGroup[] groups) => TestBucket.Telco with
    {
        GroupPlan = new GroupPlanOptions { Budget = 0, Groups = groups },
    };

    private static PlanGroup Group(string segment, Lever lever, double weight) => new()
    {
        Name = segment,
        Segments = [segment],
        Owner = "Some team",
        LeverWeights = new Dictionary<Lever, double> { [lever] = weight },
    };

    private static Decisions Decide(DecisionOptions config, float churn = 0.3f) =>
        new TestBucket(3).Text("segment", "business", "family", null).Flag("holdsBroadband", true).Score("churn", churn)
            .Text("paymentMethod", "invoice").Decide(config);

    private static double[] WeightsOf(Decisions decisions, Lever lever) =>
        [.. decisions.Offers.Select(record => record.Offers.Where(offer => offer.Lever == lever).Select(offer => offer.Factors.L)
            .Distinct().Single())];

    [Fact]
    public void AGroupHasItsOwnWeightsAndKeepsThoseThatItDoesNotName()
    {
        var decisions = Decide(With(Group("business", Lever.Penetration, 50), Group("(none)", Lever.Efficiency, -20)));
        Assert.Equal([1.5, 1.1, 1.1], WeightsOf(decisions, Lever.Penetration));
        Assert.Equal([1, 1, 0.8], WeightsOf(decisions, Lever.Efficiency));
        Assert.Equal([1.1, 1.1, 1.1], WeightsOf(decisions, Lever.Retention));
    }

    [Fact]
    public void WeightsChangeTheOrderOfOffersAndNoneOfTheRules()
    {
        var common = Decide(TestBucket.Telco with { GroupPlan = null }, churn: 0.01f);
        var own = Decide(With(Group("family", Lever.Penetration, 900)), churn: 0.01f);
        Assert.Equal(Lever.Penetration, own.Offers[1].Offers[0].Lever);
        Assert.NotEqual(Lever.Penetration, common.Offers[1].Offers[0].Lever);
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(Names(common, row).Order(), Names(own, row).Order());
            Assert.Equal(row == 1, !Names(common, row).SequenceEqual(Names(own, row)));
        }
    }

    private static IEnumerable<string> Names(Decisions decisions, int row) =>
        decisions.Offers[row].Offers.Select(offer => offer.Name);

    [Fact]
    public void TheFirstGroupThatFitsIsTheCustomers()
    {
        var plan = With(
            Group("business", Lever.Penetration, 50) with { Bands = [ValueBand.High] },
            Group("business", Lever.Penetration, 70), Group("family", Lever.Penetration, 90)).GroupPlan!;
        Assert.Equal(0, plan.PlaceOf("business", ValueBand.High));
        Assert.Equal(1, plan.PlaceOf("business", ValueBand.Low));
        Assert.Equal(2, plan.PlaceOf("family", ValueBand.High));
        Assert.Equal(3, plan.PlaceOf(null, ValueBand.High));
    }

    [Fact]
    public void WeightsOfAGroupThatCancelAnOffersAreWarnedOf()
    {
        var catalogue = TestBucket.Telco.Offering with
        {
            Offers = [
                .. TestBucket.Telco.Offering.Offers.Select(offer => offer.Name == "tv" ? offer with { Weight = 25 } : offer)],
        };
        var plan = With(Group("family", Lever.Penetration, -20)).GroupPlan;
        Assert.Empty(CancellingWeights.In(catalogue));
        Assert.Contains("'tv'", Assert.Single(CancellingWeights.In(catalogue, plan)), StringComparison.Ordinal);
    }
}
