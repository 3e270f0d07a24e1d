namespace Azure.Data.Tables;

/// <summary>What every entity has: its two keys, and what the service adds.</summary>
public interface ITableEntity
{
    /// <summary>The first part of the key; transactions are within one partition. At most 1 KiB, without <c>/ \ # ?</c>.</summary>
    string PartitionKey { get; set; }

    /// <summary>The second part of the key, unique within the partition. At most 1 KiB, without <c>/ \ # ?</c>.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the entity. Never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the entity, for conditional writes. Never sent as a property.</summary>
    ETag ETag { get; set; }
}
