using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>
/// Follow-ups as entities of table <c>FollowUps</c>: the partition of the enquiry; as row the enquiry's row and the follow-up's
/// id, so that the same is never recorded twice.
/// </summary>
internal static class FollowUpEntity
{
    public static TableEntity Of(FollowUpRecord record) => CustomerEntity.Of(record, record.FollowUpId);

    public static FollowUpRecord Read(TableEntity entity) => CustomerEntity.Read<FollowUpRecord>(entity);
}
