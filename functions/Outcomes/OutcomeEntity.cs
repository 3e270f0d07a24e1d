using System.Globalization;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Outcomes;

/// <summary>
/// Outcomes as entities of table <c>Outcomes</c>: the partition of the customer; as row the customer's row, the inverted time,
/// so that the newest come first, and the outcome's id.
/// </summary>
internal static class OutcomeEntity
{
    private const string Between = "~~";

    public static TableEntity Of(OutcomeRecord record)
    {
        var inverted = (DateTimeOffset.MaxValue.Ticks - record.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var entity = CustomerEntity.Of(record);
        entity.RowKey = $"{entity.RowKey}{Between}{inverted}~{record.OutcomeId}";
        return entity;
    }

    public static OutcomeRecord Read(TableEntity entity) => CustomerEntity.Read<OutcomeRecord>(entity);

    /// <summary>The filter for one customer's outcomes, newest first. The digit of the time follows the row at once.</summary>
    public static string Filter(string customerId)
    {
        var key = CustomerKey.Of(customerId);
        var from = key.Row + Between;
        var to = key.Row + Between + ":";
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }
}
