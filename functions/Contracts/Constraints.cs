using System.Text.Json;

namespace ReapFunctions.Contracts;

/// <summary>What a value must satisfy besides its type. Bounds and members are written as the field's type writes them.</summary>
public sealed record Constraints
{
    /// <summary>A missing value rejects the row, and a missing column refuses the file.</summary>
    public bool Required { get; init; }

    /// <summary>No value may occur in two rows of a file; the later row is rejected.</summary>
    public bool Unique { get; init; }

    /// <summary>Fewest characters (Unicode code points) of a text.</summary>
    public int? MinLength { get; init; }

    /// <summary>Most characters (Unicode code points) of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Least value allowed, itself included.</summary>
    public JsonElement? Minimum { get; init; }

    /// <summary>Largest value allowed, itself included.</summary>
    public JsonElement? Maximum { get; init; }

    /// <summary>Values must be larger than this.</summary>
    public JsonElement? ExclusiveMinimum { get; init; }

    /// <summary>Values must be smaller than this.</summary>
    public JsonElement? ExclusiveMaximum { get; init; }

    /// <summary>A regular expression that the whole text must match. Look-around and back references are not available.</summary>
    public string? Pattern { get; init; }

    /// <summary>The only values allowed.</summary>
    public IReadOnlyList<JsonElement>? Enum { get; init; }
}
