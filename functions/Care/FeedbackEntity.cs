using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Care;

/// <summary>
/// Feedback as entities of table <c>Feedback</c>: the partition of the customer; as row the customer's row and the feedback's id,
/// so that the same is never recorded twice.
/// </summary>
internal static class FeedbackEntity
{
    public static TableEntity Of(FeedbackRecord record) => CustomerEntity.Of(record, record.FeedbackId);

    public static FeedbackRecord Read(TableEntity entity) => CustomerEntity.Read<FeedbackRecord>(entity);

    /// <summary>The filter for what was said since a moment by the customers of a bucket.</summary>
    public static string Filter(int bucket, int buckets, DateTimeOffset since)
    {
        var (first, last) = CustomerKey.Partitions(bucket, buckets);
        return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last} and At ge {since}");
    }
}
