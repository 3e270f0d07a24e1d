namespace ReapFunctions.Ml.Boosting;

/// <summary>A test of a <see cref="BinTree"/> with its children and the training rows that reached it.</summary>
internal readonly record struct BinTreeNode(BinTest Test, int Left, int Right, int Rows);
