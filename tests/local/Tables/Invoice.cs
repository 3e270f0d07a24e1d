using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public enum Band
{
    Low,
    High,
}

/// <summary>An entity class with a property of every type.</summary>
public sealed record Invoice : ITableEntity
{
    public string PartitionKey { get; set; } = "p";
    public string RowKey { get; set; } = "r";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public string? Text { get; init; }
    public bool Paid { get; init; }
    public int Lines { get; init; }
    public long Number { get; init; }
    public double Amount { get; init; }
    public Guid Id { get; init; }
    public DateTimeOffset IssuedAt { get; init; }
    public DateTime DueAt { get; init; } = DateTime.UnixEpoch;
    public byte[]? Scan { get; init; }
    public BinaryData? Seal { get; init; }
    public Band Band { get; init; }

    public bool? MaybePaid { get; init; }
    public int? MaybeLines { get; init; }
    public long? MaybeNumber { get; init; }
    public double? MaybeAmount { get; init; }
    public Guid? MaybeId { get; init; }
    public DateTimeOffset? MaybeIssuedAt { get; init; }
    public DateTime? MaybeDueAt { get; init; }
    public Band? MaybeBand { get; init; }

    [IgnoreDataMember]
    public string Secret { get; set; } = "kept here";

    [DataMember(Name = "customer")]
    public string? Customer { get; init; }
}
