using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// The types that a property of an entity class may have: exactly those that the genuine client both writes and reads. Others
/// (float, decimal, TimeSpan ...) would be lost there without a word, so here they are refused.
/// </summary>
internal static class EdmTypes
{
    public static readonly JsonEncodedText Binary = JsonEncodedText.Encode("Edm.Binary");
    public static readonly JsonEncodedText DateTime = JsonEncodedText.Encode("Edm.DateTime");
    public static readonly JsonEncodedText Double = JsonEncodedText.Encode("Edm.Double");
    public static readonly JsonEncodedText Guid = JsonEncodedText.Encode("Edm.Guid");
    public static readonly JsonEncodedText Int64 = JsonEncodedText.Encode("Edm.Int64");

    private static readonly Dictionary<Type, object> Values = new()
    {
        [typeof(string)] = new EdmString(),
        [typeof(bool)] = new EdmBoolean(),
        [typeof(int)] = new EdmInt32(),
        [typeof(long)] = new EdmInt64(),
        [typeof(double)] = new EdmDouble(),
        [typeof(Guid)] = new EdmGuid(),
        [typeof(DateTimeOffset)] = new EdmDateTimeOffset(),
        [typeof(DateTime)] = new EdmDateTime(),
        [typeof(byte[])] = new EdmBytes(),
        [typeof(BinaryData)] = new EdmBinaryData(),
        [typeof(ETag)] = new EdmETag(),
    };

    /// <summary>The way to write and read a type; null when there is none.</summary>
    public static object Of(Type type)
    {
        if (Values.TryGetValue(type, out var value))
            return value;
        if (type.IsEnum)
            return Activator.CreateInstance(typeof(EdmEnum<>).MakeGenericType(type));
        return Nullable.GetUnderlyingType(type) is { } inner && Of(inner) is { } known
            ? Activator.CreateInstance(typeof(EdmNullable<>).MakeGenericType(inner), known)
            : null;
    }
}
