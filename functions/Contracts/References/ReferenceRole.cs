using System.Text.Json.Serialization;

namespace ReapFunctions.Contracts.References;

/// <summary>What makes a source a table that others look up, such as tariffs or products: its rows are of no customer.</summary>
public sealed record ReferenceRole
{
    /// <summary>The column by which rows are looked up; no two rows have the same.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// A night reads the latest file of the last so many days, the drop's own included; null (default) for as many as are kept,
    /// <see cref="DetailRole.KeptDays"/>.
    /// </summary>
    public int? Days { get; init; }

    /// <summary>How many days a file counts for.</summary>
    [JsonIgnore]
    public int Window => Days ?? DetailRole.KeptDays;
}
