using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReapFunctions.Contracts;

/// <summary>One column of a source: a Table Schema field descriptor.</summary>
public sealed record Field
{
    /// <summary>The column's name in the header.</summary>
    public required string Name { get; init; }

    public FieldType Type { get; init; } = FieldType.String;

    /// <summary>
    /// <c>default</c>; for text <c>email</c>, <c>uri</c>, <c>uuid</c> or <c>binary</c>; for dates and times <c>any</c> or a
    /// pattern such as <c>%d.%m.%Y</c>; for a geopoint <c>array</c> or <c>object</c>.
    /// </summary>
    public string Format { get; init; } = "default";

    public string? Title { get; init; }

    public string? Description { get; init; }

    public JsonElement? Example { get; init; }

    public string? RdfType { get; init; }

    public Constraints Constraints { get; init; } = new();

    /// <summary>Spellings of true for a boolean.</summary>
    public IReadOnlyList<string> TrueValues { get; init; } = ["true", "True", "TRUE", "1"];

    /// <summary>Spellings of false for a boolean.</summary>
    public IReadOnlyList<string> FalseValues { get; init; } = ["false", "False", "FALSE", "0"];

    /// <summary>The character before a number's decimals; one character, default a point.</summary>
    public string DecimalChar { get; init; } = ".";

    /// <summary>The character between a number's thousands; empty (default) when there is none.</summary>
    public string GroupChar { get; init; } = "";

    /// <summary>False when text may stand before or after the digits, such as a currency or a percent sign.</summary>
    public bool BareNumber { get; init; } = true;

    /// <summary>The character between the items of a list; default a comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>The type of a list's items.</summary>
    public FieldType ItemType { get; init; } = FieldType.String;

    /// <summary>What its column holds in a snapshot.</summary>
    [JsonIgnore]
    public ColumnKind Kind => Type switch
    {
        FieldType.Number or FieldType.Integer or FieldType.Year => ColumnKind.Number,
        FieldType.Boolean => ColumnKind.Flag,
        FieldType.Date or FieldType.Datetime => ColumnKind.Date,
        _ => ColumnKind.Text,
    };

    /// <summary>What it is as a key of a reference: a text or a whole number; null for what is no key.</summary>
    [JsonIgnore]
    public FieldType? KeyType => Type switch
    {
        FieldType.Integer or FieldType.Year => FieldType.Integer,
        _ when Kind == ColumnKind.Text => FieldType.String,
        _ => null,
    };

    /// <summary>Texts that mean missing in this column; null (default) takes the schema's.</summary>
    public IReadOnlyList<string>? MissingValues { get; init; }
}
