using ReapFunctions.Risk;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Risk;

public class RiskModelTests
{
    private static RiskRecord Of(TestBucket bucket) => bucket.Decide().Risks[0];

    [Theory]
    [InlineData(0.5f, "high")]
    [InlineData(0.2f, "high")]
    [InlineData(0.19f, "medium")]
    [InlineData(0.02f, "low")]
    public void BandsStartWhereTheConfigurationSays(float propensity, string band) =>
        Assert.Equal(band, Of(new TestBucket().Score("churn", propensity)).Band);

    [Fact]
    public void ValueAtRiskIsPropensityTimesTheLifetimeOfWhoStays()
    {
        var decisions = new TestBucket().Score("churn", 0.25f).Decide();
        Assert.Equal(0.25 * decisions.Values[0].LifetimeIfKept!.Value, decisions.Risks[0].ValueAtRisk!.Value, 0.01);
        Assert.Equal(decisions.Risks[0].ValueAtRisk!.Value * 0.35, decisions.Risks[0].RetentionBudget!.Value, 0.01);
        Assert.Equal(decisions.Values[0].ExpectedMonths, decisions.Risks[0].ExpectedMonths);
    }

    [Fact]
    public void ACustomerWhoCostsMoreThanTheyBringHasNoValueAtRisk() =>
        Assert.Equal(0, Of(new TestBucket().Number("revenue12m", 10).Score("churn", 0.5f)
            .Score("broadband", 0).Score("tv", 0).Score("security", 0).Score("roaming", 0)).ValueAtRisk);

    [Fact]
    public void WhoHasLeftIsLapsedAndAtNoRisk()
    {
        var record = Of(new TestBucket().Text("status", "left").Score("churn", 0.99f));
        Assert.Equal(("lapsed", (double?)null, 0.0), (record.Band, record.Propensity, record.ValueAtRisk));
        Assert.Empty(record.Reasons);
    }

    [Fact]
    public void WithoutAModelNobodyHasAPropensityAValueAtRiskOrReasons()
    {
        var record = Of(new TestBucket().WithoutModel("churn"));
        Assert.Equal(RiskOptions.Unknown, record.Band);
        Assert.Equal(((double?)null, 0.0, 0.0), (record.Propensity, record.ValueAtRisk, record.RetentionBudget));
        Assert.Empty(record.Reasons);
        Assert.Empty(record.Contributions);
    }

    [Fact]
    public void WithoutAModelWhoHasLeftIsLapsedAllTheSame() =>
        Assert.Equal("lapsed", Of(new TestBucket().Text("status", "left").WithoutModel("churn")).Band);

    [Fact]
    public void ReasonsOfARiskAreWhatPushesTowardsLeaving()
    {
        var record = Of(new TestBucket().Score("churn", 0.4f).Number("calls12m", 9).Reasons(
            "churn",
            new("tenureMonths", -0.9f), new("contractType", 0.8f), new("calls12m", 0.5f), new("satisfaction", 0.3f),
                new("region", 0.1f)));
        Assert.Equal(
            [
                "The contract is monthly and can be ended at any time.", "Called us 9 times in 12 months.",
                "Lives in region north.",
            ],
            record.Reasons);
    }

    [Fact]
    public void ReasonsOfALoyalCustomerAreWhatHolds() =>
        Assert.Equal(
            ["Has been a customer for 24 months."],
            Of(new TestBucket().Score("churn", 0.01f)
                .Reasons("churn", new("tenureMonths", -0.9f), new("contractType", 0.8f))).Reasons);

    [Fact]
    public void WhatArguesAgainstTheRiskIsNotSaid() =>
        Assert.Empty(
            Of(new TestBucket().Score("churn", 0.4f).Reasons("churn", new Contribution("tenureMonths", -0.9f))).Reasons);

    [Fact]
    public void ACountOfNoneIsNoReasonUnlessThereAreWordsForIt()
    {
        IReadOnlyList<string> Said(string feature) => Of(
            new TestBucket().Score("churn", 0.4f).Number(feature, 0).Reasons("churn", new Contribution(feature, 0.9f))).Reasons;

        Assert.Empty(Said("complaints12m"));
        Assert.Equal(["The contract ends this month."], Said("monthsToContractEnd"));
        Assert.Equal(["Has been a customer for less than a month."], Said("tenureMonths"));
        Assert.Equal(["Has recommended us to nobody in 12 months."], Said("referrals12m"));
    }

    [Fact]
    public void LogOddsAreNeverSaid()
    {
        var record = Of(new TestBucket().Score("churn", 0.4f).Reasons("churn", new Contribution("monthlyRevenue", 0.777f)));
        Assert.DoesNotContain(record.Reasons, reason => reason.Contains("777"));
    }

    [Fact]
    public void AnOpenComplaintAsksForRecovery() => Assert.True(Of(new TestBucket().Flag("openComplaint", true)).Recover);

    [Fact]
    public void ARiskRecordSurvivesItsTable()
    {
        var record = Of(new TestBucket().Score("churn", 0.4f).Reasons("churn", new Contribution("contractType", 0.8f)));
        Assert.Equal(
            RecordJson.Write(record), RecordJson.Write(CustomerEntity.Read<RiskRecord>(CustomerEntity.Of(record))));
    }
}
