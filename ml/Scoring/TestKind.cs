namespace ReapFunctions.Ml.Scoring;

/// <summary>How a compiled node tells right from left.</summary>
internal enum TestKind : byte
{
    /// <summary>Right when the column's bin is above the node's.</summary>
    Above,

    /// <summary>Right when the node's table, of 64, 128 or 256 entries, holds a set byte at the column's code.</summary>
    Table64,
    Table128,
    Table256,
}
