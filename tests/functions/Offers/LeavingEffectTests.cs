using ReapFunctions.Offers;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Tests.Offers;

/// <summary>What contacts were learned to do to leaving is part of what offers are worth.</summary>
public class LeavingEffectTests
{
    private static readonly TestBucket Silent = new TestBucket().Score("churn", 0.3f).Number("monthlyRevenue", 60);

    private static OfferRecord Decide(string group, double ratio) => Silent.Offers(TestBucket.Telco with
    {
        ContactEffects = [new LeavingEffect(group, ContactAim.Keeping, ratio, ratio, ratio, 1_000, 100)],
    });

    [Fact]
    public void WhoIsDrivenAwayByACallAboutStayingIsNotCalledAboutIt()
    {
        var (before, driven) = (Silent.Offers(), Decide("silent", 3));
        Assert.Equal("silent", before.ContactGroup);
        Assert.Contains(before.Offers, offer => offer.Name == "planCheck");
        Assert.DoesNotContain(driven.Offers, offer => offer.Name == "planCheck");
        Assert.Equal("pays", driven.Removed.Single(removed => removed.Name == "planCheck").Rule);
    }

    [Fact]
    public void WhatAContactKeepsIsPartOfWhatAYesIsWorth()
    {
        KeptOffer Check(OfferRecord record) => record.Offers.Single(offer => offer.Name == "planCheck");
        var (before, kept) = (Check(Silent.Offers()).Factors, Check(Decide("silent", 0.5)).Factors);
        var risk = Silent.Decide().Risks[0].ValueAtRisk!.Value;
        Assert.Equal(0.5 * risk, kept.E, 0.01);
        Assert.Equal(before.P * before.V + kept.E, kept.P * kept.V, 0.05);
        Assert.Equal(before, Check(Decide("others", 0.5)).Factors);
    }
}
