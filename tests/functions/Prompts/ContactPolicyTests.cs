using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Rules;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Prompts;

public class ContactPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static OutcomeRecord Contact(
        double daysAgo, Reply reply = Reply.NoAnswer, string offer = "tv", string? channel = "call") => new()
        {
            CustomerId = "c",
            OutcomeId = "o",
            At = Now.AddDays(-daysAgo),
            Offer = offer,
            Group = offer,
            Reply = reply,
            Channel = channel,
        };

    private static ContactPolicy Limits(ContactLimit limit, params OutcomeRecord[] history) => new([limit], history, Now);

    private static ContactLimit Two(ContactScope per) => new() { Name = "two", Per = per, Days = 7, Most = 2 };

    [Fact]
    public void AFullWindowRefusesUntilItsOldestContactLeaves()
    {
        var refusal = Limits(Two(ContactScope.Customer), Contact(1), Contact(6.99), Contact(30)).OnOffer("security", "security");
        Assert.Equal("contact:two", refusal!.Rule);
        Assert.Contains("not before 2026-11-22 09:14 UTC", refusal.Because);
        Assert.Null(Limits(Two(ContactScope.Customer), Contact(1), Contact(7)).OnOffer("security", "security"));
    }

    [Fact]
    public void ALimitPerOfferCountsThatOfferOnly()
    {
        var limits = Limits(Two(ContactScope.Offer), Contact(1), Contact(2), Contact(3, offer: "security"));
        Assert.NotNull(limits.OnOffer("tv", "tv"));
        Assert.Null(limits.OnOffer("security", "security"));
    }

    [Fact]
    public void ALimitPerChannelLeavesTheOthersOpen()
    {
        var limits = Limits(Two(ContactScope.Channel), Contact(1), Contact(2), Contact(3, channel: null));
        Assert.NotNull(limits.OnChannel("call"));
        Assert.Null(limits.OnChannel("sms"));
    }

    [Fact]
    public void RepliesNarrowWhatCounts()
    {
        var limit = Two(ContactScope.Customer) with { Replies = [Reply.Declined] };
        Assert.Null(Limits(limit, Contact(1), Contact(2, Reply.Declined)).OnOffer("tv", "tv"));
        Assert.NotNull(Limits(limit, Contact(1, Reply.Declined), Contact(2, Reply.Declined)).OnOffer("tv", "tv"));
    }

    [Fact]
    public void WhyACustomerLeavesIsNoReplyToAnOffer()
    {
        var limit = Two(ContactScope.Customer) with { Replies = [Reply.Declined] };
        OutcomeRecord[] told = [Contact(1, Reply.Declined, "goodService"), Contact(2, Reply.Declined, "goodService")];

        Assert.Null(new ContactPolicy([limit], told, Now, words: ["goodService"]).OnOffer("tv", "tv"));
        var options = TestBucket.Telco.Offering with { ContactLimits = [limit] };
        Assert.Null(ContactPolicy.On("call", options, ValueBand.Negative, told, Now).OnOffer("tv", "tv"));
    }

    [Fact]
    public void APauseLastsFromTheContactThatFilledTheWindow()
    {
        var limit = Two(ContactScope.Customer) with { PauseDays = 30 };
        Assert.NotNull(Limits(limit, Contact(29), Contact(35)).OnOffer("tv", "tv"));
        Assert.Null(Limits(limit, Contact(30), Contact(36)).OnOffer("tv", "tv"));
        Assert.Null(Limits(limit, Contact(1), Contact(20)).OnOffer("tv", "tv"));
    }

    [Fact]
    public void WhatIsYetToComeDoesNotCount() =>
        Assert.Null(Limits(Two(ContactScope.Customer), Contact(-1), Contact(1)).OnOffer("tv", "tv"));
}
