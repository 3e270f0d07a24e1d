using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

internal sealed class EdmString : EdmValue<string>
{
    public override bool IsNull(string value) => value is null;

    public override void Write(Utf8JsonWriter json, string value) => json.WriteStringValue(value);

    // A property of another type reads as null, as in the genuine client.
    public override string Read(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.String ? json.GetString() : null;
}

internal sealed class EdmBoolean : EdmValue<bool>
{
    public override void Write(Utf8JsonWriter json, bool value) => json.WriteBooleanValue(value);

    public override bool Read(ref Utf8JsonReader json) => json.GetBoolean();
}

internal sealed class EdmInt32 : EdmValue<int>
{
    public override void Write(Utf8JsonWriter json, int value) => json.WriteNumberValue(value);

    public override int Read(ref Utf8JsonReader json) => json.GetInt32();
}

/// <summary>JSON numbers are doubles to many readers, which cannot hold every long: it travels as a string.</summary>
internal sealed class EdmInt64 : EdmValue<long>
{
    public override JsonEncodedText? Annotation => EdmTypes.Int64;

    public override void Write(Utf8JsonWriter json, long value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        json.WriteStringValue(text[..length]);
    }

    public override long Read(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Number
        ? json.GetInt64()
        : long.Parse(json.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

internal sealed class EdmDouble : EdmValue<double>
{
    public override JsonEncodedText? Annotation => EdmTypes.Double;

    /// <summary>Writes <c>1</c> as <c>1.0</c>, so that it is a double to readers without the annotation, and NaN and infinities as text.</summary>
    public override void Write(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
            return;
        }
        Span<byte> text = stackalloc byte[34];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public override double Read(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number ? json.GetDouble() : double.Parse(json.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
}

internal sealed class EdmGuid : EdmValue<Guid>
{
    public override JsonEncodedText? Annotation => EdmTypes.Guid;

    public override void Write(Utf8JsonWriter json, Guid value) => json.WriteStringValue(value);

    public override Guid Read(ref Utf8JsonReader json) => Guid.Parse(json.GetString());
}

internal sealed class EdmDateTimeOffset : EdmValue<DateTimeOffset>
{
    public override JsonEncodedText? Annotation => EdmTypes.DateTime;

    public override void Write(Utf8JsonWriter json, DateTimeOffset value) => EdmDateTime.WriteUtc(json, value.UtcDateTime);

    public override DateTimeOffset Read(ref Utf8JsonReader json) => json.GetDateTimeOffset();
}

internal sealed class EdmDateTime : EdmValue<DateTime>
{
    public override JsonEncodedText? Annotation => EdmTypes.DateTime;

    /// <exception cref="NotSupportedException">The time is not in UTC; the genuine client refuses it too.</exception>
    public override void Write(Utf8JsonWriter json, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            throw new NotSupportedException(
                $"DateTime {value} has a Kind of {value.Kind}. Azure SDK requires it to be UTC. "
                + "You can call DateTime.SpecifyKind to change Kind property value to DateTimeKind.Utc.");
        }
        WriteUtc(json, value);
    }

    public override DateTime Read(ref Utf8JsonReader json) => json.GetDateTimeOffset().UtcDateTime;

    /// <summary>Always seven digits of a second: the service keeps all of the 100 ns ticks.</summary>
    public static void WriteUtc(Utf8JsonWriter json, DateTime utc)
    {
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(utc, text, out var length, 'O');
        json.WriteStringValue(text[..length]);
    }
}

internal sealed class EdmBytes : EdmValue<byte[]>
{
    public override JsonEncodedText? Annotation => EdmTypes.Binary;

    public override bool IsNull(byte[] value) => value is null;

    public override void Write(Utf8JsonWriter json, byte[] value) => json.WriteBase64StringValue(value);

    public override byte[] Read(ref Utf8JsonReader json) => json.GetBytesFromBase64();
}

internal sealed class EdmBinaryData : EdmValue<BinaryData>
{
    public override JsonEncodedText? Annotation => EdmTypes.Binary;

    public override bool IsNull(BinaryData value) => value is null;

    public override void Write(Utf8JsonWriter json, BinaryData value) => json.WriteBase64StringValue(value.ToMemory().Span);

    public override BinaryData Read(ref Utf8JsonReader json) => BinaryData.FromBytes(json.GetBytesFromBase64());
}

internal sealed class EdmETag : EdmValue<ETag>
{
    public override bool IsNull(ETag value) => value == default;

    public override void Write(Utf8JsonWriter json, ETag value) => json.WriteStringValue(value.ToString());

    public override ETag Read(ref Utf8JsonReader json) => new(json.GetString());
}

/// <summary>An enum value travels as its name.</summary>
internal sealed class EdmEnum<T> : EdmValue<T>
    where T : struct, Enum
{
    public override void Write(Utf8JsonWriter json, T value) => json.WriteStringValue(value.ToString());

    public override T Read(ref Utf8JsonReader json) => Enum.Parse<T>(json.GetString());
}

internal sealed class EdmNullable<T>(EdmValue<T> inner) : EdmValue<T?>
    where T : struct
{
    public override JsonEncodedText? Annotation => inner.Annotation;

    public override bool IsNull(T? value) => value is null;

    public override void Write(Utf8JsonWriter json, T? value) => inner.Write(json, value.Value);

    public override T? Read(ref Utf8JsonReader json) => inner.Read(ref json);
}
