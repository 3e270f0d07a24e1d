using ReapFunctions.Enquiries;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>What is recorded of an enquiry counts at once; what cannot be used is named.</summary>
public class FollowUpTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static readonly EnquiryEntry Wasted = new()
    {
        Id = "E1",
        Channel = "web",
        AskedOn = AsOf.AddDays(-10),
        DueOn = AsOf.AddDays(-7),
        Expected = 3,
        ExpectedWhenDue = 12,
    };

    [Fact]
    public void WhoWasReachedIsFollowedUpAndWhoWasNotIsDueAnew()
    {
        Assert.Equal(EnquiryState.Wasted, Wasted.StateOn(AsOf));
        var reached = Wasted.With([Told(FollowUpReply.Declined, AsOf)], 3);
        Assert.Equal((EnquiryState.FollowedUp, AsOf), (reached.StateOn(AsOf), reached.FollowedUpOn));
        Assert.Equal((1, 0, 0), Counts(reached));

        var tried = Wasted.With([Told(FollowUpReply.NotReached, AsOf.AddDays(-1))], 3);
        Assert.Equal((EnquiryState.Open, AsOf.AddDays(2)), (tried.StateOn(AsOf), tried.DueOn));
        Assert.Equal(EnquiryState.Wasted, tried.StateOn(AsOf.AddDays(3)));

        var soon = Wasted.With([Told(FollowUpReply.Interested, AsOf.AddDays(-8))], 3);
        Assert.Equal((1, 1, 0), Counts(soon));
        Assert.Same(Wasted, Wasted.With(null, 3));

        static (long FollowedUp, long InTime, decimal Lost) Counts(EnquiryEntry entry)
        {
            var row = entry.ToRow(AsOf, 3);
            return (row.FollowedUp, row.InTime, row.Lost);
        }
    }

    [Fact]
    public void WhoIsACustomerStaysOneWhateverIsRecorded()
    {
        var won = Wasted with { Customer = "C1", Won = true };
        Assert.Equal(EnquiryState.Won, won.With([Told(FollowUpReply.Declined, AsOf)], 3).StateOn(AsOf));
        Assert.Equal(EnquiryState.AlreadyCustomer, (won with { Won = false }).StateOn(AsOf));
        Assert.Equal(
            EnquiryState.FollowedUp,
            (Wasted with { Rule = EnquiryEntry.NoConsent }).With([Told(FollowUpReply.Interested, AsOf)], 3).StateOn(AsOf));
    }

    [Theory]
    [InlineData(null, "call", "a7", "f1", "answer")]
    [InlineData(FollowUpReply.Declined, "pigeon", "a7", "f1", "channel")]
    [InlineData(FollowUpReply.Declined, "call", "two words", "f1", "agent")]
    [InlineData(FollowUpReply.Declined, "call", "a7", "two words", "followUpId")]
    public void WhatCannotBeUsedIsNamed(FollowUpReply? answer, string channel, string agent, string id, string parameter)
    {
        var (record, named, fault) = new FollowUpRequest(answer, channel, agent, id)
            .Check("E1", TestBucket.Telco, DateTimeOffset.UnixEpoch, "new", null);
        Assert.Null(record);
        Assert.Equal(parameter, named);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void ARecordIsStoredByItsEnquiryAndComesBackAsItWas()
    {
        var (record, _, _) = new FollowUpRequest(FollowUpReply.NotReached, "call", "a7")
            .Check("E/1", TestBucket.Telco, DateTimeOffset.UnixEpoch, "new", "user");
        Assert.Equal(("new", "user"), (record!.FollowUpId, record.Agent));
        var entity = FollowUpEntity.Of(record);
        Assert.Equal(record, FollowUpEntity.Read(entity));
        Assert.Equal(CustomerKey.Of("E/1").Partition, entity.PartitionKey);
        Assert.True(record.IsSameAs(record with { At = DateTimeOffset.MaxValue }));
        Assert.False(record.IsSameAs(record with { Answer = FollowUpReply.Declined }));
    }

    private static FollowUpRecord Told(FollowUpReply answer, DateOnly on) => new()
    {
        EnquiryId = "E1",
        FollowUpId = $"{answer}{on}",
        At = new DateTimeOffset(on.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
        Answer = answer,
    };
}
