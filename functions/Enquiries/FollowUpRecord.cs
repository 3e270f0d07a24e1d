using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>What came of getting in touch with who asked.</summary>
public enum FollowUpReply
{
    Interested,
    Declined,

    /// <summary>Nobody was reached: it is due anew.</summary>
    NotReached,
}

/// <summary>Somebody got in touch with who asked, or tried to. Free of personal text.</summary>
public sealed record FollowUpRecord : ICustomerRecord
{
    public required string EnquiryId { get; init; }

    /// <summary>Identifies the follow-up of the enquiry; posted again under it, it is the same.</summary>
    public required string FollowUpId { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required FollowUpReply Answer { get; init; }

    /// <summary>How they were contacted.</summary>
    public string? Channel { get; init; }

    /// <summary>Who recorded it: an agent's code, never personal data.</summary>
    public string? Agent { get; init; }

    /// <summary>Its day, UTC.</summary>
    [JsonIgnore]
    [IgnoreDataMember]
    public DateOnly On => DateOnly.FromDateTime(At.UtcDateTime);

    /// <summary>It is stored, and erased, by the id of the enquiry.</summary>
    string ICustomerRecord.CustomerId => EnquiryId;

    /// <summary>Whether another says the same, whenever it was said.</summary>
    public bool IsSameAs(FollowUpRecord other) =>
        (EnquiryId, FollowUpId, Answer, Channel) == (other.EnquiryId, other.FollowUpId, other.Answer, other.Channel);
}
