namespace ReapFunctions.Contracts.References;

/// <summary>What becomes of a row whose key the reference does not have.</summary>
public enum UnknownKeyRule
{
    /// <summary>The row stays, and lacks the columns of the reference; the run says how many there are. The default.</summary>
    Keep,

    /// <summary>The row is rejected when its extract is cleaned.</summary>
    Reject,
}

/// <summary>Which columns of a reference the rows of a source get, by a column that holds the reference's key.</summary>
public sealed record ReferenceKey
{
    /// <summary>The source that has <see cref="Roles.Reference"/>.</summary>
    public required string Source { get; init; }

    /// <summary>By name of the new column: the column of the reference.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>What becomes of a row whose key the reference does not have.</summary>
    public UnknownKeyRule Unknown { get; init; }
}
