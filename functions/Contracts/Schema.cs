namespace ReapFunctions.Contracts;

/// <summary>A source's columns: a Table Schema.</summary>
public sealed record Schema
{
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>Texts that mean missing; default the empty text.</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = [""];

    /// <summary>The fields that together identify a row; none when rows have no identity.</summary>
    public FieldNames PrimaryKey { get; init; } = FieldNames.None;

    /// <summary>Fields whose values must exist in another source.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    public string? Title { get; init; }

    public string? Description { get; init; }
}

/// <summary>Fields whose values must exist in another source, or in this one.</summary>
public sealed record ForeignKey
{
    public required FieldNames Fields { get; init; }

    public required ForeignKeyReference Reference { get; init; }
}

/// <summary>What a foreign key points to.</summary>
public sealed record ForeignKeyReference
{
    /// <summary>The other source's name; empty (default) for this source itself.</summary>
    public string Resource { get; init; } = "";

    public required FieldNames Fields { get; init; }
}
