using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>
/// Text to the type of a parameter, as the genuine converters do it: text stays as it is (JSON with its quotes), identifiers and
/// times are parsed, all else is read as JSON. So <c>True</c> is no bool, and the name of an enum's member is no enum.
/// </summary>
internal static class ValueConverter
{
    public static object? Convert(string text, Type type, WorkerJson json)
    {
        if (type.IsAssignableFrom(typeof(string)))
            return text;
        if (type == typeof(byte[]))
            return Encoding.UTF8.GetBytes(text);
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text));
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(Guid) && Guid.TryParse(text, out var id))
            return id;
        if (value == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment))
            return moment;
        return value == typeof(DateTime)
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
                ? time
                : json.Read(text, type);
    }
}
