using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReapFunctions.Rules;

/// <summary>A text, number, true or false in configuration, as canonical text: the way clean rows write it.</summary>
[JsonConverter(typeof(ScalarJson))]
public readonly record struct Scalar(string Text)
{
    public static implicit operator Scalar(string text) => new(text);

    public override string ToString() => Text;
}

/// <inheritdoc cref="Scalar"/>
internal sealed class ScalarJson : JsonConverter<Scalar>
{
    public override Scalar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => reader.GetDouble().ToString(CultureInfo.InvariantCulture),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => throw new JsonException("Write a text, a number, true or false."),
        });

    public override void Write(Utf8JsonWriter writer, Scalar value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
