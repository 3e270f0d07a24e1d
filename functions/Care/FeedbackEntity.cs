using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Care;

/// <summary>
/// Feedback as entities of table <c>Feedback</c>: the partition of the customer; as row the customer's row and the feedback's id,
/// so that the same is never recorded twice.
/// </summary>
internal static class FeedbackEntity
{
    private const string Between = "~~";

    public static TableEntity Of(FeedbackRecord record)
    {
        var entity = CustomerEntity.Of(record);
        entity.RowKey = $"{entity.RowKey}{Between}{record.FeedbackId}";
        return entity;
    }

    public static FeedbackRecord Read(TableEntity entity) => CustomerEntity.Read<FeedbackRecord>(entity);

    /// <summary>The filter for one customer's feedback.</summary>
    public static string Filter(string customerId)
    {
        var key = CustomerKey.Of(customerId);
        var from = key.Row + Between;
        var to = key.Row + "~~~";
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }

    /// <summary>The filter for what was said since a moment by the customers of a bucket.</summary>
    public static string Filter(int bucket, int buckets, DateTimeOffset since)
    {
        var (first, last) = CustomerKey.Partitions(bucket, buckets);
        return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last} and At ge {since}");
    }
}
