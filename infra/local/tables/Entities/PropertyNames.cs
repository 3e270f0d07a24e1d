using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>The property names of a page: entities of a table repeat them, so each becomes a string only once.</summary>
internal sealed class PropertyNames
{
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _names =
        new Dictionary<byte[], string>(Utf8Names.Comparer).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The name that the reader stands on.</summary>
    public string Read(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
            return json.GetString();
        if (!_names.TryGetValue(json.ValueSpan, out var name))
            _names[json.ValueSpan] = name = Encoding.UTF8.GetString(json.ValueSpan);
        return name;
    }
}
