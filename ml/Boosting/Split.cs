namespace ReapFunctions.Ml.Boosting;

/// <summary>The best split found for a node.</summary>
/// <param name="Test">Which rows go left.</param>
/// <param name="LeftSums">Sums over the rows that go left.</param>
/// <param name="RightSums">Sums over the others.</param>
/// <param name="LeftValue">The left child's value were it a leaf.</param>
/// <param name="RightValue">The right child's.</param>
internal readonly record struct Split(BinTest Test, NodeSums LeftSums, NodeSums RightSums, double LeftValue, double RightValue);
