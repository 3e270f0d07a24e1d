using Azure.Data.Tables;

namespace ReapFunctions.Storage;

/// <summary>Reading and writing the properties of record entities: what is null is not written, what is nested is JSON.</summary>
internal static class EntityFields
{
    /// <summary>The property that holds the customer id itself: keys hold it encoded.</summary>
    public const string CustomerId = "CustomerId";

    public static TableEntity Of(string customerId)
    {
        var key = CustomerKey.Of(customerId);
        return new TableEntity(key.Partition, key.Row) { [CustomerId] = customerId };
    }

    public static void SetUnlessNull(this TableEntity entity, string name, object? value)
    {
        if (value is not null)
            entity[name] = value;
    }

    /// <summary>Writes a list as JSON; an empty one is left out.</summary>
    public static void SetJson<T>(this TableEntity entity, string name, IReadOnlyList<T> list)
    {
        if (list.Count > 0)
            entity[name] = RecordJson.Write(list);
    }

    public static IReadOnlyList<T> GetJson<T>(this TableEntity entity, string name) =>
        entity.GetString(name) is { } json ? RecordJson.Read<T[]>(json) : [];

    public static TEnum GetEnum<TEnum>(this TableEntity entity, string name)
        where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(entity.GetString(name), ignoreCase: true);
}
