using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

/// <summary>Why a customer leaves, as it comes in with an outcome.</summary>
public class LeavingOutcomeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static (OutcomeRecord? Outcome, string Parameter, string Fault) Check(
        OutcomeRequest request, string portfolio = "") =>
        request.Check(
            new TestBucket().Text("segment", "family").Offers(),
            portfolio.Length == 0 ? TestBucket.Telco : TestBucket.Config(portfolio), Now, "new");

    [Fact]
    public void AReasonIsRecordedWithWhoTheCustomerWasThen()
    {
        var outcome = Check(new("comeBack", "declined", Leaving: "price")).Outcome!;

        Assert.Equal(("price", "family", "medium"), (outcome.Leaving, outcome.Segment, outcome.ValueBand));
        var kept = OutcomeEntity.Read(OutcomeEntity.Of(outcome));
        Assert.Equal(outcome.ResponseFactors, kept.ResponseFactors);
        Assert.Equal(outcome with { ResponseFactors = null }, kept with { ResponseFactors = null });
        Assert.False(outcome.IsSameAs(outcome with { Leaving = "moved" }));
        Assert.Null(Check(new("comeBack", "declined")).Outcome!.Segment);
    }

    [Fact]
    public void WhoSeesNoOfferMaySayItToTheWordOfService()
    {
        Assert.Equal("goodService", Check(new("goodService", "declined", Leaving: "price")).Outcome!.Offer);
        var (_, parameter, fault) = Check(new("goodService", "declined"));
        Assert.Equal("offer", parameter);
        Assert.Contains("'goodService' is the word of service", fault);
        Assert.Contains("'leaving'", fault);
    }

    [Theory]
    [InlineData("", "comeBack", "There is no reason 'fate'. Use one of: price, service, network, moved, noNeed, other.")]
    [InlineData("retail", "freeDelivery", "asks for no reasons for leaving")]
    public void AReasonThatNobodyKnowsIsSaidWithThoseThatThereAre(string portfolio, string offer, string fault)
    {
        var (outcome, parameter, why) = Check(new(offer, "declined", Leaving: "fate"), portfolio);

        Assert.Null(outcome);
        Assert.Equal("leaving", parameter);
        Assert.Contains(fault, why, StringComparison.Ordinal);
    }
}
