using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// Writes entities as the service wants them: <c>{"PartitionKey":"p","RowKey":"r","Paid@odata.type":"Edm.Double","Paid":1.0}</c>.
/// </summary>
internal static class EntityWriter
{
    // The body is JSON in UTF-8 and never part of a page, so only what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter To(IBufferWriter<byte> buffer) => new(buffer, Options);

    public static void Write(Utf8JsonWriter json, ITableEntity entity)
    {
        json.WriteStartObject();
        if (entity is IDictionary<string, object> properties)
            WriteAll(json, properties);
        else
            EntityType.Of(entity.GetType()).Write(json, entity);
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteAll(Utf8JsonWriter json, IDictionary<string, object> properties)
    {
        foreach (var (name, value) in properties is TableEntity entity ? entity.Properties : properties)
        {
            if (value is not null && name is not (TableEntity.ETagName or nameof(ITableEntity.ETag) or TableEntity.TimestampName))
                WriteProperty(json, name, value);
        }
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                Write(json, name, number);
                break;
            case double number:
                Write(json, name, number);
                break;
            case Guid id:
                Write(json, name, id);
                break;
            case DateTimeOffset time:
                Write(json, name, time);
                break;
            case DateTime time:
                Write(json, name, time);
                break;
            case byte[] bytes:
                Write(json, name, bytes);
                break;
            case BinaryData data:
                Write(json, name, data);
                break;
            case Enum:
                throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.");
            default:
                throw new NotSupportedException($"Property {name} has the type {value.GetType()}, which a table cannot hold.");
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        var type = (EdmValue<T>)EdmTypes.Of(typeof(T));
        json.WriteString(name + "@odata.type", type.Annotation.Value);
        json.WritePropertyName(name);
        type.Write(json, value);
    }
}
