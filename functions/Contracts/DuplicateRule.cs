namespace ReapFunctions.Contracts;

/// <summary>What happens to rows of the same primary key within a file.</summary>
public enum DuplicateRule
{
    /// <summary>The first row stays, later ones are rejected. The default.</summary>
    KeepFirst,

    /// <summary>The last row stays, earlier ones are rejected. The file is read twice.</summary>
    KeepLast,

    /// <summary>No row of the key can be trusted: all are rejected. The file is read twice.</summary>
    Reject,

    /// <summary>All rows stay.</summary>
    Allow,
}
