using ReapFunctions.Offers;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Tests.Offers;

public class YesRatesTests
{
    [Fact]
    public void FewAnswersMoveTheConfiguredRateALittleAndManyTakeItsPlace()
    {
        // eBilling is configured with 0.35.
        Assert.Equal(Math.Round((50 * 0.35 + 1) / 52, 4), Rates([Reply.Accepted, Reply.Declined])["eBilling"]);
        var many = Enumerable.Repeat(Reply.Accepted, 100).Concat(Enumerable.Repeat(Reply.Later, 900));
        Assert.InRange(Rates([.. many])["eBilling"], 0.1, 0.12);
    }

    [Fact]
    public void WhoGaveNoAnswerSaysNothingAndWhatAModelPredictsIsNotLearned()
    {
        Assert.Empty(Rates([Reply.NoAnswer, Reply.NoAnswer]));
        Assert.Empty(Rates([Reply.Accepted], "broadband"));
        Assert.Empty(Rates([Reply.Accepted], "noLongerOffered"));
    }

    [Fact]
    public void WhatWasLearnedIsTheChanceOfAYes()
    {
        double P(IReadOnlyDictionary<string, double> rates) => new TestBucket().Flag("eBilling", false)
            .Offers(TestBucket.Telco.With(rates)).Offers.Single(offer => offer.Name == "eBilling").Factors.P;

        Assert.Equal(0.35, P(new Dictionary<string, double>()));
        Assert.Equal(0.11, P(new Dictionary<string, double> { ["eBilling"] = 0.11 }));
    }

    private static IReadOnlyDictionary<string, double> Rates(Reply[] replies, string offer = "eBilling") => YesRates.Learn(
        replies.Select((reply, number) => new OutcomeRecord
        {
            CustomerId = $"c{number}",
            OutcomeId = "1",
            At = DateTimeOffset.UnixEpoch,
            Offer = offer,
            Group = offer,
            Reply = reply,
        }),
        TestBucket.Telco.Offering);
}
