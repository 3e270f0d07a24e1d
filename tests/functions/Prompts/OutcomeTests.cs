using ReapFunctions.Http;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

public class OutcomeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static OutcomeRecord At(DateTimeOffset at, string customer = "a/b") => new()
    {
        CustomerId = customer,
        OutcomeId = "x1",
        At = at,
        Offer = "tv",
        Group = "tv",
        Reply = Reply.Later,
        Until = new DateOnly(2026, 12, 1),
        Agent = "a7",
        Run = "2026-11-21.1",
    };

    private static (OutcomeRecord? Outcome, string Parameter, string Fault) Check(OutcomeRequest request) =>
        request.Check(new TestBucket().Offers(), TestBucket.Telco, Now, "new");

    [Fact]
    public void AnOutcomeSurvivesItsTable() => Assert.Equal(At(Now), OutcomeEntity.Read(OutcomeEntity.Of(At(Now))));

    [Fact]
    public void NewerOutcomesComeFirst() =>
        Assert.True(string.CompareOrdinal(OutcomeEntity.Of(At(Now.AddTicks(1))).RowKey, OutcomeEntity.Of(At(Now)).RowKey) < 0);

    [Fact]
    public void TheFilterTakesOneCustomerOnly()
    {
        var key = CustomerKey.Of("a").Row;
        foreach (var (customer, expected) in new[] { ("a", true), ("a~", false), ("ab", false), ("a~~1", false) })
        {
            var row = OutcomeEntity.Of(At(Now, customer)).RowKey;
            Assert.Equal(expected, string.CompareOrdinal(row, $"{key}~~") >= 0 && string.CompareOrdinal(row, $"{key}~~:") < 0);
        }
    }

    [Fact]
    public void ASoundRequestIsAnOutcome()
    {
        var (outcome, _, _) = Check(new("tv", "later", "2026-12-01", "call", "a7", null));
        Assert.Equal(
            ("c0", "tv", "tv", Reply.Later, new DateOnly(2026, 12, 1), "new", "2026-11-21.1"),
            (outcome!.CustomerId, outcome.Offer, outcome.Group, outcome.Reply, outcome.Until!.Value, outcome.OutcomeId,
                outcome.Run));
    }

    [Theory]
    [InlineData("telly", "declined", null, null, null, "offer")]
    [InlineData(null, "declined", null, null, null, "offer")]
    [InlineData("goodService", "declined", null, null, null, "offer")]
    [InlineData("tv", "maybe", null, null, null, "reply")]
    [InlineData("tv", "1", null, null, null, "reply")]
    [InlineData("tv", "declined,later", null, null, null, "reply")]
    [InlineData("tv", "accepted, declined", null, null, null, "reply")]
    [InlineData("tv", " later", null, null, null, "reply")]
    [InlineData("tv", null, null, null, null, "reply")]
    [InlineData("tv", "declined", "2026-12-01", null, null, "until")]
    [InlineData("tv", "later", "1.12.2026", null, null, "until")]
    [InlineData("tv", "later", "2026-11-21", null, null, "until")]
    [InlineData("tv", "later", "2028-01-01", null, null, "until")]
    [InlineData("tv", "later", null, "fax", null, "channel")]
    [InlineData("tv", "later", null, "call", "Anna Weber", "agent")]
    public void WhatCannotBeUsedIsNamed(
        string? offer, string? reply, string? until, string? channel, string? agent, string parameter)
    {
        var (outcome, named, fault) = Check(new(offer, reply, until, channel, agent, null));
        Assert.Null(outcome);
        Assert.Equal(parameter, named);
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a%2Fb", "a/b", "a%2Fb")]
    [InlineData("a%2fb/c", "a/b/c", "a%2fb/c")]
    [InlineData("100%", "100%")]
    public void ARouteValueNamesTheCustomersItMayStandFor(string route, params string[] customers) =>
        Assert.Equal(customers, RouteCustomer.Candidates(route));

    [Theory]
    [InlineData("a%2Fb", null, "a/b", "a%2Fb")]
    [InlineData("a%2Fb", "true", "a%2Fb")]
    [InlineData("a%2Fb", "false", "a/b")]
    [InlineData("plain", "false", "plain")]
    public void WhichOfThemIsMeantCanBeSaid(string route, string? exact, params string[] customers) =>
        Assert.Equal(customers, RouteCustomer.Candidates(route, exact));
}
