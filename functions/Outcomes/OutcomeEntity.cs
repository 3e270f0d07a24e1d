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
    private const string BeforeId = "~~~";
    private const string RowProperty = "Row";

    public static TableEntity Of(OutcomeRecord record)
    {
        var inverted = (DateTimeOffset.MaxValue.Ticks - record.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var entity = CustomerEntity.Of(record);
        entity.RowKey = $"{entity.RowKey}{Between}{inverted}~{record.OutcomeId}";
        return entity;
    }

    /// <summary>
    /// The entity that keeps an outcome's id to itself, behind all outcomes of the customer, and says in which row the outcome
    /// is.
    /// </summary>
    public static TableEntity IdOf(OutcomeRecord record, string row)
    {
        var key = CustomerKey.Of(record.CustomerId);
        return new TableEntity(key.Partition, $"{key.Row}{BeforeId}{record.OutcomeId}") { [RowProperty] = row };
    }

    /// <summary>Whether a row keeps an id, and is no outcome.</summary>
    public static bool IsId(string row) => row.Contains(BeforeId, StringComparison.Ordinal);

    /// <summary>The row of the outcome whose id an entity keeps.</summary>
    public static string RowOf(TableEntity id) => id.GetString(RowProperty);

    public static OutcomeRecord Read(TableEntity entity) => CustomerEntity.Read<OutcomeRecord>(entity);

    /// <summary>The filter for one customer's outcomes, newest first. The digit of the time follows the row at once.</summary>
    public static string Filter(string customerId) => Filter(customerId, ":");

    /// <summary>The filter for one customer's outcomes and the ids kept for them.</summary>
    public static string FilterWithIds(string customerId) => Filter(customerId, "~~");

    /// <summary>The filter for reasons for leaving that customers of some partitions told since a moment.</summary>
    public static string FilterLeaving(string first, string last, DateTimeOffset since) =>
        TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {last} and At ge {since} and Leaving gt {""}");

    /// <summary>The filter for outcomes of an offer since a moment, of the customers of some partitions.</summary>
    public static string FilterOffer(string offer, string first, string last, DateTimeOffset since) =>
        TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey le {last} and At ge {since} and Offer eq {offer}");

    private static string Filter(string customerId, string end)
    {
        var key = CustomerKey.Of(customerId);
        var from = key.Row + Between;
        var to = key.Row + Between + end;
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }
}
