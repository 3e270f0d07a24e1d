using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReapFunctions.Contracts;

/// <summary>Names of fields, written in JSON as one text or as a list of texts.</summary>
[Description("a text or a list of texts")]
[JsonConverter(typeof(Converter))]
public sealed record FieldNames(IReadOnlyList<string> Names)
{
    public static readonly FieldNames None = new([]);

    public override string ToString() => string.Join(", ", Names);

    private sealed class Converter : JsonConverter<FieldNames>
    {
        public override FieldNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return new([reader.GetString()!]);
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();
            var names = new List<string>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                names.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException());
            return new(names);
        }

        public override void Write(Utf8JsonWriter writer, FieldNames value, JsonSerializerOptions options)
        {
            if (value.Names.Count == 1)
            {
                writer.WriteStringValue(value.Names[0]);
                return;
            }
            writer.WriteStartArray();
            foreach (var name in value.Names)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        }
    }
}
