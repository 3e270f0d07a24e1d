using ReapFunctions.Care;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Care;

/// <summary>How things stand with one customer, by the promises of the portfolio as it is shipped.</summary>
public class CareStateTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 21);
    private static readonly CareOptions Options = TestBucket.Telco.Care!;

    [Fact]
    public void AnOpenComplaintIsOverdueByTheDaysBeyondItsPromise()
    {
        // An outage is solved within 2 days, a bill within 5.
        var state = State(Open("outage", 6, severity: 1), Open("billing", 4, severity: 2));

        Assert.Equal((2, 2, 4, 2.0), (state.Cases, state.Open, state.OverdueDays, state.Severity));
        Assert.Equal("billing", state.Cause);
    }

    [Fact]
    public void WithinThePromiseNothingIsOverdueAndWithNoneOpenItIsNotKnown()
    {
        Assert.Equal(0, State(Open("billing", 5)).OverdueDays);
        Assert.Null(State(Solved("billing", 30, 20)).OverdueDays);
    }

    [Theory]
    [InlineData("speed", 20, 10, true)]
    [InlineData("staff", 20, 10, false)]
    [InlineData("speed", 25, 10, false)]
    [InlineData("speed", 20, 20, false)]
    public void SolvedAndThereAgainIsTheSameCauseAfterTheSolutionAndSoon(string cause, int solved, int again, bool isBack)
    {
        var options = Options with { CameBackDays = 10 };
        CustomerCase[] cases = [Solved("speed", 40, solved), Open(cause, again)];

        Assert.Equal(isBack, CareState.Of(cases, options, AsOf).CameBack);
    }

    [Fact]
    public void WhatWasVoicedIsCountedAndNothingOfItIsToBeSolved()
    {
        var state = State(Open("price", 3) with { Voiced = true }, Solved("price", 20, 10));

        Assert.Equal((2, 0, 1, 2, 10), (state.Cases, state.Open, state.Voiced, state.Repeated, state.SolvedDays));
        Assert.Null(state.OverdueDays);
    }

    [Fact]
    public void ACauseThatNobodyKnowsCountsAndIsHeldToNoPromise()
    {
        var state = State(Open("gremlins", 80));

        Assert.Equal((CareOptions.Unknown, 1, 0), (state.Cause, state.Open, state.OverdueDays));
    }

    [Theory]
    [InlineData("west", true, true)]
    [InlineData("west", false, false)]
    [InlineData("north", true, false)]
    [InlineData(null, true, false)]
    public void WhatSpreadsStrikesWhoHoldsItsProductInItsRegion(string? region, bool holds, bool isStruck)
    {
        var outbreak = Outbreak("speed", "broadband", "west", null);
        var state = CareState.None.StruckBy([outbreak], [], Options, region, _ => holds);

        Assert.Equal(isStruck ? "speed" : null, state.Struck);
    }

    [Fact]
    public void WhereAChannelSpreadsOnlyWhoComplainedThereIsStruck()
    {
        var outbreak = Outbreak("speed", null, null, "web");
        CareState Struck(CustomerCase own) => State(own).StruckBy([outbreak], [own], Options, "west", _ => true);

        Assert.Equal("speed", Struck(Open("speed", 1) with { Channel = "web" }).Struck);
        Assert.Null(Struck(Open("speed", 1) with { Channel = "call" }).Struck);
        Assert.Null(Struck(Open("speed", 9) with { Channel = "web" }).Struck);
    }

    [Theory]
    // Days since the yes, and since a case of the cause; what spreads began two days ago.
    [InlineData(2, null, false)]
    [InlineData(0, null, false)]
    [InlineData(3, null, true)]
    [InlineData(1, 2, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, true)]
    public void WhoSaidYesSinceItBeganIsStruckNoMoreUnlessTheyComplainOfItAgain(int yes, int? again, bool isStruck)
    {
        CustomerCase[] own = again is { } days ? [Open("speed", days)] : [];
        var state = CareState.Of(own, Options, AsOf, AsOf.AddDays(-yes)).StruckBy(
            [Outbreak("speed", "broadband", "west", null)], own, Options, "west", _ => true, RightYes.OfDay(AsOf.AddDays(-yes)));

        Assert.Equal((isStruck ? "speed" : null, yes), (state.Struck, state.RightDays));
    }

    [Fact]
    public void AYesToOneThatSpreadsLeavesTheNextThatStrikes()
    {
        var later = Outbreak("outage", "broadband", null, null) with { Since = AsOf };
        var state = CareState.None.StruckBy(
            [Outbreak("speed", "broadband", "west", null), later], [], Options, "west", _ => true,
            RightYes.OfDay(AsOf.AddDays(-1)));

        Assert.Equal("outage", state.Struck);
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(10, null)]
    [InlineData(3, null)]
    public void WhatIsSolvedCallsForNothingOnceTheCustomerSaysThatItIsPutRight(int yes, int? solvedDays) =>
        Assert.Equal(
            solvedDays, CareState.Of([Solved("speed", 20, 10)], Options, AsOf, AsOf.AddDays(-yes)).SolvedDays);

    private static Outbreak Outbreak(string cause, string? product, string? region, string? channel) =>
        new(cause, product, region, channel, AsOf.AddDays(-2), AsOf, 0.1, 20, 1e-9);

    private static CareState State(params CustomerCase[] cases) => CareState.Of(cases, Options, AsOf);

    private static CustomerCase Open(string cause, int daysAgo, double severity = 1) =>
        new("c0", $"{cause}{daysAgo}", AsOf.AddDays(-daysAgo), cause) { Severity = severity };

    private static CustomerCase Solved(string cause, int daysAgo, int solvedAgo) =>
        Open(cause, daysAgo) with { SolvedOn = AsOf.AddDays(-solvedAgo) };
}
