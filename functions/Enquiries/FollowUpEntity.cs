using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>
/// Follow-ups as entities of table <c>FollowUps</c>: the partition of the enquiry; as row the enquiry's row and the follow-up's
/// id, so that the same is never recorded twice.
/// </summary>
internal static class FollowUpEntity
{
    private const string Between = "~~";

    public static TableEntity Of(FollowUpRecord record)
    {
        var entity = CustomerEntity.Of(record);
        entity.RowKey = $"{entity.RowKey}{Between}{record.FollowUpId}";
        return entity;
    }

    public static FollowUpRecord Read(TableEntity entity) => CustomerEntity.Read<FollowUpRecord>(entity);

    /// <summary>The filter for the follow-ups of one enquiry.</summary>
    public static string Filter(string enquiryId)
    {
        var key = CustomerKey.Of(enquiryId);
        var from = key.Row + Between;
        var to = key.Row + "~~~";
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }
}
