namespace ReapFunctions.Ml.Explanation;

/// <summary>A branch of a tree, seen from the path that leads to it.</summary>
/// <param name="Node">The node whose test leads here, in preorder.</param>
/// <param name="IsLeft">Whether rows that go left at the node take this branch.</param>
/// <param name="Parent">The branch above, -1 at the root.</param>
/// <param name="Previous">The nearest branch above that tests the same column, -1 for none.</param>
/// <param name="Column">The column that the node tests.</param>
/// <param name="IsLeaf">Whether the branch ends in a leaf.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct ShapEdge(int Node, bool IsLeft, int Parent, int Previous, int Column, bool IsLeaf, float Value);
