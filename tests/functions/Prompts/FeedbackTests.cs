using ReapFunctions.Care;
using ReapFunctions.Prompts;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Prompts;

/// <summary>Dissatisfaction that an agent records: what is taken, and what nights make of it.</summary>
public class FeedbackTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static (FeedbackRecord? Feedback, string Parameter, string Fault) Check(
        FeedbackRequest request, string? user = null) =>
        request.Check("a/b", TestBucket.Telco.Care!, TestBucket.Telco, Now, "new", user);

    [Fact]
    public void SoundFeedbackIsRecordedWithWhoIsSignedIn()
    {
        var (feedback, _, _) = Check(new("speed", "tv", "call", "a7", null), "u-1");

        Assert.Equal(
            ("a/b", "new", Now, "speed", "tv", "call", "u-1"),
            (feedback!.CustomerId, feedback.FeedbackId, feedback.At, feedback.Cause, feedback.Product, feedback.Channel,
                feedback.Agent));
        Assert.Equal(feedback, FeedbackEntity.Read(FeedbackEntity.Of(feedback)));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("web")]
    [InlineData("app")]
    [InlineData("inbound")]
    public void FeedbackKnowsTheChannelsThatComplaintsKnow(string channel) =>
        Assert.Equal(channel, Check(new("speed", null, channel)).Feedback!.Channel);

    [Theory]
    [InlineData("gremlins", null, null, null, null, "cause", "Use one of: outage, speed, billing, price, staff, delivery.")]
    [InlineData(null, null, null, null, null, "cause", "There is no cause ''.")]
    [InlineData("speed", "fridge", null, null, null, "product", "Use one of: mobile, broadband, tv, security, roaming.")]
    [InlineData("speed", null, "pigeon", null, null, "channel", "pigeon")]
    [InlineData("speed", null, null, "Ann Smith", null, "agent", "Write a code")]
    [InlineData("speed", null, null, null, "a b", "feedbackId", "Write an id")]
    public void WhatCannotBeUsedIsSaid(
        string? cause, string? product, string? channel, string? agent, string? id, string parameter, string fault)
    {
        var (feedback, found, why) = Check(new(cause, product, channel, agent, id));

        Assert.Null(feedback);
        Assert.Equal(parameter, found);
        Assert.Contains(fault, why, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFilterTakesOneCustomerOnly()
    {
        var record = Check(new("speed")).Feedback!;
        var key = CustomerKey.Of("a").Row;
        foreach (var (customer, expected) in new[] { ("a", true), ("a~", false), ("ab", false), ("a~~1", false) })
        {
            var row = FeedbackEntity.Of(record with { CustomerId = customer }).RowKey;
            Assert.Equal(
                expected, string.CompareOrdinal(row, $"{key}~~") >= 0 && string.CompareOrdinal(row, $"{key}~~~") < 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(256)]
    public void EveryBucketAsksForItsOwnPartitionsAndAllForEveryOne(int buckets)
    {
        for (var i = 0; i < 500; i++)
        {
            var partition = CustomerKey.Of($"c{i}").Partition;
            var own = CustomerKey.Bucket($"c{i}", buckets);
            Assert.Equal([own], Enumerable.Range(0, buckets).Where(bucket =>
            {
                var (first, last) = CustomerKey.Partitions(bucket, buckets);
                return string.CompareOrdinal(first, partition) <= 0 && string.CompareOrdinal(partition, last) <= 0;
            }));
        }
    }

    [Fact]
    public void NightsMakeACaseOfItsDayThatNothingIsToBeSolvedOf()
    {
        var voiced = Check(new("price", "tv", "call")).Feedback!.ToCase();

        Assert.Equal(
            ("a/b", new DateOnly(2026, 11, 22), "price", "tv", "call", true, false),
            (voiced.CustomerId, voiced.On, voiced.Cause, voiced.Product, voiced.Channel, voiced.Voiced, voiced.IsOpen));
    }
}
