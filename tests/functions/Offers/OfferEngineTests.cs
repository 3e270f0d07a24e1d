using System.Text.RegularExpressions;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Offers;

public class OfferEngineTests
{
    private static RemovedOffer Removed(OfferRecord record, string offer) =>
        Assert.Single(record.Removed, removed => removed.Name == offer);

    private static void OnlyCare(OfferRecord record) =>
        Assert.All(record.Offers, offer => Assert.Contains(offer.Kind, new[] { OfferKind.Recovery, OfferKind.Service }));

    [Fact]
    public void OffersRankByPxCxVxL()
    {
        var record = new TestBucket().Score("broadband", 0.3f).Offers();
        Assert.Equal("broadband", record.Offers[0].Name);
        var factors = record.Offers[0].Factors;
        Assert.Equal(0.3, factors.P, 6);
        var value = new TestBucket().Score("broadband", 0.3f).Decide().Values[0];
        var margin = TestBucket.Telco.Value.MarginOf("broadband", value.PriceLevel);
        // Some of the months it would be held anyway: three in ten take it up within 90 days unasked.
        Assert.InRange(factors.V, 0.05 * margin * value.DiscountedMonths!.Value, 0.5 * margin * value.DiscountedMonths!.Value);
        Assert.Equal(1.1, factors.L, 6);
        Assert.Equal(factors.P * factors.C * factors.V * factors.L, factors.Priority, 9);
        Assert.Equal(
            record.Offers.Select(offer => offer.Factors.Priority).OrderDescending(), record.Offers
            .Select(offer => offer.Factors.Priority));
    }

    [Theory]
    [InlineData("", 0.05)]
    [InlineData("\"acceptance\": 0.07,", 0.07)]
    public void WhatNoModelPredictsYetIsNotTakenForCertain(string acceptance, double chance)
    {
        var config = TestBucket.Config("", (name, json) => name == "offers.json"
            ? Regex.Replace(json, "(\"target\": \"security\",)\\s*\"acceptance\": 0.1,", $"$1 {acceptance}")
            : json);
        double P(TestBucket bucket) => bucket.Offers(config).Offers.Single(offer => offer.Name == "security").Factors.P;

        Assert.Equal(chance, P(new TestBucket().Unscored("security")));
        Assert.Equal(chance, P(new TestBucket().Score("security", float.NaN)));
        Assert.Equal(0.2, P(new TestBucket().Score("security", 0.2f)), 6);
    }

    [Fact]
    public void WhatWouldComeUnaskedIsNotBroughtByAYes()
    {
        double V(float propensity) => new TestBucket().Score("security", propensity).Offers().Offers
            .Single(offer => offer.Name == "security").Factors.V;

        var months = new TestBucket().Decide().Values[0].DiscountedMonths!.Value;
        var margin = TestBucket.Telco.Value.MarginOf("security", new TestBucket().Decide().Values[0].PriceLevel);
        Assert.Equal(margin * months - 3, V(0), 0.05);
        Assert.InRange(V(0.1f), 0.5 * V(0), 0.8 * V(0));
        Assert.InRange(V(0.5f), -3, 0.2 * V(0));
    }

    [Fact]
    public void AContractOfAYearSavesSomeOfWhomAYearWouldLose()
    {
        double Saved(int? months)
        {
            var config = TestBucket.Config("", (name, json) => name == "offers.json"
                ? json.Replace(
                    "\"savesMonths\": 12,", months is null ? "" : $"\"savesMonths\": {months},", StringComparison.Ordinal)
                : json);
            return new TestBucket().Score("churn", 0.3f).Number("revenue12m", 900).Offers(config).Offers
                .Single(offer => offer.Name == "stayAnnual").Factors.V + 15;
        }

        var made = new TestBucket().Score("churn", 0.3f).Number("revenue12m", 900).Decide();
        var (value, risk) = (made.Values[0], made.Risks[0]);
        Assert.Equal(0.45 * risk.ValueAtRisk!.Value, Saved(null), 0.01);
        // The window of the model is three months: what the customer is worth more who certainly stays for it.
        Assert.Equal(0.45 * (value.LifetimeIfKept!.Value - value.Lifetime!.Value), Saved(3), 0.01);
        Assert.InRange(Saved(12), 1.5 * Saved(3), 4 * Saved(3));
        // Who stays for good is worth all months of the horizon.
        var all = Enumerable.Range(1, 36).Sum(month => Math.Pow(1.1, -month / 12.0));
        Assert.Equal(0.45 * value.Lifetime.Value * (all / value.DiscountedMonths!.Value - 1), Saved(36), 0.5);
    }

    [Fact]
    public void AProductThatCustomersStayForBringsThatTheyStayTheLonger()
    {
        double V(string offer, double? ratio, float propensity = 0)
        {
            var cuts = ratio is { } leaving
                ? TestBucket.Cuts with { Leaving = new Dictionary<string, double> { ["broadband"] = leaving } }
                : TestBucket.Cuts;
            return new TestBucket().Score("churn", 0.1f).Score("broadband", propensity).Number("revenue12m", 600)
                .Decide(cuts: cuts).Offers[0].Offers.Single(kept => kept.Name == offer).Factors.V;
        }

        var value = new TestBucket().Score("churn", 0.1f).Score("broadband", 0).Number("revenue12m", 600).Decide().Values[0];
        var (all, usual) = (Enumerable.Range(1, 36).Sum(month => Math.Pow(1.1, -month / 12.0)), V("broadband", null));
        // Who would never leave with it is there, and pays for it, in every month of the horizon; of those who would take it
        // unasked not for it.
        const double Cost = 35;
        var stays = (value.Lifetime!.Value + usual + Cost) * (all / value.DiscountedMonths!.Value - 1);
        Assert.Equal(stays, V("broadband", 0) - usual, 0.5);
        Assert.InRange(V("broadband", 0, 0.2f) - V("broadband", null, 0.2f), 0.3 * stays, 0.6 * stays);
        Assert.InRange(V("broadband", 0.75) - usual, 1, 0.4 * (V("broadband", 0) - usual));
        Assert.True(V("broadband", 1.2) < usual);
        Assert.Equal(usual, V("broadband", 1));
        Assert.Equal(V("security", null), V("security", 0.75));
    }

    [Fact]
    public void AContextThatHoldsRaisesThePriority() =>
        Assert.Equal(
            1.4, new TestBucket().Number("dataUsageGb", 80)
            .Offers().Offers.Single(offer => offer.Name == "broadband").Factors.C, 6);

    [Fact]
    public void WhatARuleAsksForAndWhatArguesAgainstItIsNoReasonOfAnOffer()
    {
        string Reason(params Contribution[] contributions) => new TestBucket().Score("broadband", 0.3f)
            .Number("dataUsageGb", 30).Reasons("broadband", contributions).Offers().Offers
            .Single(offer => offer.Name == "broadband").Texts.Reason;

        Assert.Equal("The customer has no broadband with us.", Reason(new("holdsBroadband", 2f), new("tookBroadband", 1f)));
        Assert.Equal("The customer has no broadband with us.", Reason(new Contribution("dataUsageGb", -1f)));
        Assert.Equal(
            "The customer has no broadband with us, and the plan carries 30 GB a month.",
            Reason(new("holdsBroadband", 2f), new("dataUsageGb", 1f)));
    }

    [Fact]
    public void WhoOwesIsNotAskedToReferFriendsAndWhoNeverRatedIsNotSaidToHaveRated()
    {
        var friend = new TestBucket().Number("referrals12m", 1).Offers().Offers.Single(offer => offer.Name == "referFriend");
        Assert.Equal("We were recommended once in 12 months.", friend.Texts.Reason);
        var rated = new TestBucket().Number("satisfaction", 9).Offers().Offers.Single(offer => offer.Name == "referFriend");
        Assert.Equal(
            "The customer rated us 9 of 10. We were recommended to nobody yet in 12 months.", rated.Texts.Reason);
        Assert.Equal(
            "noArrears",
            Removed(new TestBucket().Number("referrals12m", 1).Number("arrears", 20).Offers(), "referFriend").Rule);
    }

    [Fact]
    public void ContextsMultiply()
    {
        var both = TestBucket.Config("", (name, json) => name == "offers.json"
            ? json.Replace(
                "\"contexts\": [",
                """
                "contexts": [
                  { "name": "half", "when": { "field": "age", "atLeast": 1 }, "weight": -50, "offers": ["broadband"] },
                  { "name": "double", "when": { "field": "age", "atLeast": 1 }, "weight": 100, "offers": ["broadband"] },
                """,
                StringComparison.Ordinal)
            : json);
        double Of(DecisionOptions config) => new TestBucket().Offers(config).Offers
            .Single(offer => offer.Name == "broadband").Factors.C;

        Assert.Equal(Of(TestBucket.Telco), Of(both), 6);
    }

    [Fact]
    public void WhoHoldsAProductIsNotOfferedIt()
    {
        var removed = Removed(new TestBucket().Flag("holdsTv", true).Flag("holdsBroadband", true).Offers(), "tv");
        Assert.Equal(
            (Layer.Eligibility, "notHeld", "holds.tv yes, must be false"), (removed.Layer, removed.Rule, removed.Compared));
    }

    [Fact]
    public void TheFirstRuleThatRemovedAnOfferIsKeptWithTheValuesCompared()
    {
        var record = new TestBucket().Number("age", 17).Number("arrears", 100).Offers();
        Assert.Equal((Layer.Eligibility, "adult"), (Removed(record, "broadband").Layer, Removed(record, "broadband").Rule));
        Assert.Equal("age 17, must be missing; and age 17, must be at least 18", Removed(record, "broadband").Compared);
        var adult = new TestBucket().Number("arrears", 100).Offers();
        Assert.Equal("arrears 100, must be at most 5", Removed(adult, "broadband").Compared);
        Assert.Equal("The customer owes 100.00 EUR: settle that first.", Removed(adult, "broadband").Because);
    }

    [Fact]
    public void AnOpenComplaintIsPutRightBeforeAnythingIsSold()
    {
        var record = new TestBucket().Flag("openComplaint", true).Score("churn", 0.5f).Offers();
        Assert.Equal("putRight", record.Offers[0].Name);
        OnlyCare(record);
        Assert.Equal("openComplaint", record.Stop);
        Assert.Equal("openComplaint", Removed(record, "broadband").Rule);
    }

    [Fact]
    public void AVulnerableCustomerIsNeverSoldTo()
    {
        var record = new TestBucket().Flag("vulnerable", true).Score("churn", 0.9f).Offers();
        OnlyCare(record);
        Assert.Equal("vulnerable", record.Stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void MissingConsentMeansNo(bool? consent)
    {
        var record = new TestBucket().Flag("consentCall", consent).Flag("consentEmail", consent).Flag("consentSms", consent)
            .Offers();
        Assert.Empty(record.Offers);
        Assert.Empty(record.Consents);
        Assert.Equal("consent", Removed(record, "security").Rule);
        Assert.Equal("askConsent", record.Service.Name);
    }

    [Fact]
    public void AnOfferGoesOutOnlyOnChannelsWithConsent() =>
        Assert.All(
            new TestBucket().Flag("consentEmail", false).Flag("consentSms", false).Offers().Offers, offer =>
            Assert.Equal(["call"], offer.Channels));

    [Fact]
    public void ACostlyOfferToALowValueCustomerMustBringBackTwiceWhatItCosts()
    {
        var low = new TestBucket().Number("revenue12m", 200).Number("directCost12m", 100).Number("monthlyRevenue", 19);
        Assert.Equal(ReapFunctions.Value.ValueBand.Low, low.Offers().ValueBand);

        Assert.Contains(low.Score("broadband", 0.05f).Offers().Offers, offer => offer.Name == "broadband");
        Assert.Equal("costly", Removed(low.Score("broadband", 0.5f).Offers(), "broadband").Rule);
        Assert.DoesNotContain(new TestBucket().Score("broadband", 0.5f).Offers().Removed, removed => removed.Rule == "costly");
        Assert.DoesNotContain(new TestBucket().Offers().Removed, removed => removed.Rule == "costly");
    }

    [Fact]
    public void WhatConcernsTheirContractMayBeSaidToWhoAgreedToNothingButCallsIn()
    {
        var silent = new TestBucket().Score("churn", 0.3f).Flag("eBilling", false).Number("revenue12m", 900)
            .Flag("consentCall", false).Flag("consentEmail", false).Flag("consentSms", false).Offers();
        Assert.Equal(
            ["eBilling", "planCheck", "stayAnnual"],
            silent.Offers.Select(offer => offer.Name).Order(StringComparer.Ordinal));
        Assert.All(silent.Offers, offer => Assert.Empty(offer.Channels));
        Assert.Equal("consent", Removed(silent, "broadband").Rule);
        Assert.Empty(new EfficientContacts(TestBucket.Telco.Offering).Of(silent with { Control = false }));
    }

    [Theory]
    [InlineData("\"weight\": -80", "\"weight\": 42", 0)]
    [InlineData("\"weight\": -80", "\"weight\": 18", 1)]
    [InlineData("\"weight\": 100", "\"weight\": -55", 1)]
    [InlineData("\"leverWeights\": { \"retention\": 10", "\"leverWeights\": { \"retention\": 25", 0)]
    [InlineData("\"saves\": 0.15,\n      \"channels\"", "\"saves\": 0.15, \"weight\": -9,\n      \"channels\"", 1)]
    public void WeightsThatCancelEachOtherAreNamed(string old, string changed, int pairs)
    {
        Assert.Empty(CancellingWeights.In(TestBucket.Telco.Offering));
        var config = TestBucket.Config("", (name, json) => name == "offers.json"
            ? json.Replace(old, changed, StringComparison.Ordinal)
            : json);
        Assert.NotEqual(TestBucket.Telco.Offering, config.Offering);
        Assert.Equal(pairs, CancellingWeights.In(config.Offering).Count());
    }

    [Fact]
    public void WhoHasLeftGetsWinBackOnly()
    {
        var record = new TestBucket().Text("status", "left").Offers();
        Assert.Equal(["comeBack"], record.Offers.Select(offer => offer.Name));
        Assert.Equal("lapsed", record.RiskBand);
        Assert.Equal("former", Removed(new TestBucket().Offers(), "comeBack").Rule);
    }

    [Fact]
    public void AnOfferThatCostsMoreThanItBringsIsRemoved()
    {
        var record = new TestBucket().Score("churn", 0.1f).Number("directCost12m", 520).Number("calls12m", 4)
            .Score("broadband", 0).Score("tv", 0).Score("security", 0).Score("roaming", 0).Offers();
        Assert.Equal("pays", Removed(record, "planCheck").Rule);
    }

    [Fact]
    public void HighValueIsRoutedToItsTeam()
    {
        Assert.Equal("Key customer desk", new TestBucket().Number("revenue12m", 1200).Offers().Team);
        Assert.Equal("Consumer sales", new TestBucket().Offers().Team);
        // Of no standard, but of a group.
        Assert.Equal("Service", new TestBucket().Number("revenue12m", 100).Offers().Team);
    }

    [Fact]
    public void TextsAreFilledForTheCustomer()
    {
        var record = new TestBucket().Score("churn", 0.4f).Reasons("churn", new Contribution("contractType", 1.2f)).Offers();
        var stay = record.Offers.Single(offer => offer.Name == "stayAnnual");
        Assert.Equal(
            "After 24 months with us the customer may be about to leave: the contract is monthly and can be ended at any time.",
            stay.Texts.Reason);
        Assert.Contains("50.00 EUR", stay.Texts.PriceEffect);
    }

    [Fact]
    public void EveryOfferOfTheCatalogueIsKeptRankedOrRemoved()
    {
        var record = new TestBucket().Offers();
        var accounted = record.Offers.Select(offer => offer.Name).Concat(record.Removed.Select(offer => offer.Name));
        Assert.Equal(
            TestBucket.Telco.Offering.Offers.Where(offer => offer.Kind != OfferKind.Service).Select(offer => offer.Name).Order(),
            accounted.Order());
    }

    [Fact]
    public void TheSameInputGivesTheSameBytes()
    {
        static string Json() => RecordJson.Write(new TestBucket(20).Score("tv", 0.1f, 0.2f, 0.3f).Decide().Offers);
        Assert.Equal(Json(), Json());
    }

    [Fact]
    public void AnOfferRecordSurvivesItsTable()
    {
        var record = new TestBucket().Score("churn", 0.4f).Flag("openComplaint", true).Offers();
        var again = OfferEntity.Read(OfferEntity.Of(record));
        Assert.Equal(RecordJson.Write(record), RecordJson.Write(again));
    }

    [Fact]
    public void NoPropertyOfARecordOutgrowsItsTable() =>
        Assert.All(
            new TestBucket(30).Score("churn", 0f, 0.1f, 0.4f).Decide().Offers.SelectMany(record => OfferEntity.Of(record)),
            property => Assert.True(property.Value is not string text || text.Length < 32 * 1024));
}
