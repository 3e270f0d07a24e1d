using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads entities from the answers of the service: one object, or a page of them under <c>value</c>.</summary>
internal static class EntityReader
{
    public static T ReadOne<T>(ReadOnlyMemory<byte> body)
        where T : class, ITableEntity
    {
        var json = new Utf8JsonReader(body.Span);
        json.Read();
        return Read<T>(ref json, new PropertyNames());
    }

    public static List<T> ReadPage<T>(ReadOnlyMemory<byte> body)
        where T : class, ITableEntity
    {
        var entities = new List<T>();
        var names = new PropertyNames();
        var json = new Utf8JsonReader(body.Span);
        if (!MoveToValue(ref json))
            return entities;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            entities.Add(Read<T>(ref json, names));
        return entities;
    }

    /// <summary>Moves from before the first token to the start of the array of results.</summary>
    public static bool MoveToValue(ref Utf8JsonReader json)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals("value"u8);
            json.Read();
            if (found)
                return true;
            json.Skip();
        }
        return false;
    }

    private static T Read<T>(ref Utf8JsonReader json, PropertyNames names)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        // Past the indexer, which would turn a time into text where it replaces the text that it was read as.
        if (entity is TableEntity table)
            DynamicEntity.Read(ref json, table.Properties, names);
        else if (entity is IDictionary<string, object> properties)
            DynamicEntity.Read(ref json, properties, names);
        else
            ReadMembers(ref json, entity);
        return entity;
    }

    private static void ReadMembers(ref Utf8JsonReader json, object entity)
    {
        var type = EntityType.Of(entity.GetType());
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = type.Find(ref json);
            json.Read();
            if (member is null)
                json.Skip();
            else
                ReadMember(ref json, member, entity);
        }
    }

    private static void ReadMember(ref Utf8JsonReader json, EntityMember member, object entity)
    {
        try
        {
            member.Read(ref json, entity);
        }
        catch (Exception mismatch) when (mismatch is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"Property {member.Name} of {entity.GetType()} cannot take the stored {json.TokenType} value. "
                + "Check that the class and the table agree on its type.",
                mismatch);
        }
    }
}
