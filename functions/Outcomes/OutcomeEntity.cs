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
        var key = CustomerKey.Of(record.CustomerId);
        var inverted = (DateTimeOffset.MaxValue.Ticks - record.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var entity = new TableEntity(key.Partition, $"{key.Row}{Between}{inverted}~{record.OutcomeId}")
        {
            [EntityFields.CustomerId] = record.CustomerId,
            ["OutcomeId"] = record.OutcomeId,
            ["At"] = record.At,
            ["Offer"] = record.Offer,
            ["Group"] = record.Group,
            ["Reply"] = EnumName.Of(record.Reply),
        };
        entity.SetUnlessNull("Until", record.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        entity.SetUnlessNull("Channel", record.Channel);
        entity.SetUnlessNull("Agent", record.Agent);
        entity.SetUnlessNull("Worth", record.Worth);
        entity.SetUnlessNull("Run", record.Run);
        return entity;
    }

    public static OutcomeRecord Read(TableEntity entity) => new()
    {
        CustomerId = entity.GetString(EntityFields.CustomerId),
        OutcomeId = entity.GetString("OutcomeId"),
        At = entity.GetDateTimeOffset("At") ?? default,
        Offer = entity.GetString("Offer"),
        Group = entity.GetString("Group"),
        Reply = entity.GetEnum<Reply>("Reply"),
        Until = entity.GetString("Until") is { } until
            ? DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null,
        Channel = entity.GetString("Channel"),
        Agent = entity.GetString("Agent"),
        Worth = entity.GetDouble("Worth"),
        Run = entity.GetString("Run"),
    };

    /// <summary>The filter for one customer's outcomes, newest first. The digit of the time follows the row at once.</summary>
    public static string Filter(string customerId)
    {
        var key = CustomerKey.Of(customerId);
        var from = key.Row + Between;
        var to = key.Row + Between + ":";
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }
}
