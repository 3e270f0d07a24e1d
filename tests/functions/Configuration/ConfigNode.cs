using System.Text;
using System.Text.Json;

namespace ReapFunctions.Tests.Configuration;

/// <summary>
/// JSON as a tree that can also be written wrong: members that stand twice, numbers that no type holds. Immutable.
/// </summary>
internal sealed record ConfigNode(
    string Raw, IReadOnlyList<(string Name, ConfigNode Value)>? Members = null, IReadOnlyList<ConfigNode>? Items = null)
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static ConfigNode Parse(string json)
    {
        using var document = JsonDocument.Parse(json, Options);
        return Read(document.RootElement);
    }

    public bool IsText => Raw.StartsWith('"');

    public bool IsNumber => Raw.Length > 0 && (char.IsAsciiDigit(Raw[0]) || Raw[0] == '-');

    public int Children => Members?.Count ?? Items?.Count ?? 0;

    public ConfigNode Child(int index) => Members is null ? Items![index] : Members[index].Value;

    /// <summary>The node with its child at <paramref name="index"/> replaced by any number of others.</summary>
    public ConfigNode With(int index, params (string Name, ConfigNode Value)[] others) => Members is null
        ? this with { Items = [.. Items!.Take(index), .. others.Select(member => member.Value), .. Items!.Skip(index + 1)] }
        : this with { Members = [.. Members.Take(index), .. others, .. Members.Skip(index + 1)] };

    public string NameOf(int index) => Members is null ? $"[{index}]" : $".{Members[index].Name}";

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private static ConfigNode Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new("", [.. json.EnumerateObject().Select(member => (member.Name, Read(member.Value)))]),
        JsonValueKind.Array => new("", Items: [.. json.EnumerateArray().Select(Read)]),
        _ => new(json.GetRawText()),
    };

    private void Write(StringBuilder text)
    {
        if (Children == 0)
        {
            text.Append(Members is not null ? "{}" : Items is not null ? "[]" : Raw);
            return;
        }
        text.Append(Members is null ? '[' : '{');
        for (var i = 0; i < Children; i++)
        {
            text.Append(i == 0 ? "" : ",\n");
            if (Members is not null)
                text.Append(JsonSerializer.Serialize(Members[i].Name)).Append(": ");
            Child(i).Write(text);
        }
        text.Append(Members is null ? ']' : '}');
    }
}
