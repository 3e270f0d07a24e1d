using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace ReapFunctions.Storage;

/// <summary>A record about one customer.</summary>
public interface ICustomerRecord
{
    string CustomerId { get; }
}

/// <summary>Records about customers as entities of a table: under the customer's key, a property each.</summary>
/// <remarks>
/// A property has the name of the record's own, or that of its <see cref="DataMemberAttribute"/>; one with
/// <see cref="IgnoreDataMemberAttribute"/> is the caller's business. Numbers, flags, texts and moments stand as they are, other
/// values as the text that their JSON has, what is nested as JSON. Nulls and empty lists are left out, and come back as what the
/// record begins with.
/// </remarks>
internal static class CustomerEntity
{
    private const string Between = "~~";

    public static TableEntity Of<T>(T record)
        where T : ICustomerRecord
    {
        var key = CustomerKey.Of(record.CustomerId);
        var entity = new TableEntity(key.Partition, key.Row);
        foreach (var field in Fields<T>.All)
        {
            if (field.Read(record) is { } value)
                entity[field.Name] = value;
        }
        return entity;
    }

    /// <summary>
    /// One of several records of a customer: behind the customer's row its own id, so that the same is never recorded twice.
    /// </summary>
    public static TableEntity Of<T>(T record, string id)
        where T : ICustomerRecord
    {
        var entity = Of(record);
        entity.RowKey = $"{entity.RowKey}{Between}{id}";
        return entity;
    }

    /// <summary>The filter for these of one customer.</summary>
    public static string Filter(string customerId)
    {
        var key = CustomerKey.Of(customerId);
        var from = key.Row + Between;
        var to = key.Row + Between + "~";
        return TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {to}");
    }

    /// <exception cref="InvalidDataException">A property that every such record has is missing.</exception>
    public static T Read<T>(TableEntity entity)
        where T : ICustomerRecord
    {
        var record = Activator.CreateInstance<T>();
        foreach (var field in Fields<T>.All)
            field.Write(record, entity.TryGetValue(field.Name, out var value) ? value : null);
        return record;
    }

    private static class Fields<T>
    {
        public static readonly IReadOnlyList<Field> All =
            [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite && !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
                .Select(property => new Field(property))];
    }

    private sealed class Field(PropertyInfo property)
    {
        private readonly Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        private readonly bool isRequired = property.IsDefined(typeof(RequiredMemberAttribute));

        public string Name { get; } = property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

        private bool IsPlain =>
            type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(double)
            || type == typeof(DateTimeOffset);

        /// <summary>The value as the table keeps it; null for what is left out.</summary>
        public object? Read(object record)
        {
            var value = property.GetValue(record);
            if (value is null || IsPlain)
                return value;
            if (value is ICollection { Count: 0 })
                return null;
            var json = RecordJson.Write(value);
            return type.IsValueType ? json.Trim('"') : json;
        }

        public void Write(object record, object? stored)
        {
            if (stored is not null)
                property.SetValue(record, IsPlain ? stored : FromText((string)stored));
            else if (isRequired)
                throw new InvalidDataException($"A {property.DeclaringType!.Name} has no '{Name}'. Score the night again.");
        }

        private object? FromText(string text) =>
            RecordJson.Read(type.IsValueType ? $"\"{text}\"" : text, property.PropertyType);
    }
}
