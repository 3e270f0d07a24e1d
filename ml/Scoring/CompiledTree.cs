namespace ReapFunctions.Ml.Scoring;

/// <summary>A tree as a program: its nodes in preorder, its leaf values from left to right.</summary>
/// <param name="Nodes">The tests.</param>
/// <param name="Values">By leaf.</param>
/// <param name="Floats">The same values as floats, padded to 64, when that is exact and there are at most 64; else null.</param>
internal sealed record CompiledTree(CompiledNode[] Nodes, double[] Values, float[]? Floats)
{
    /// <summary>Whether some test is by table.</summary>
    public bool HasTables { get; } = Array.Exists(Nodes, node => node.Kind != TestKind.Above);
}
