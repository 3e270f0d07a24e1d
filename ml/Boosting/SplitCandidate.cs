namespace ReapFunctions.Ml.Boosting;

/// <summary>A feature's best test at a node.</summary>
/// <param name="Gain">Loss saved; 0 when no test is allowed.</param>
/// <param name="Bin">Numeric: the last bin that goes left.</param>
/// <param name="MissingLeft">Numeric: whether missing values go left.</param>
/// <param name="Set">Categorical: the bins that go left.</param>
/// <param name="Left">Sums of the left child.</param>
internal readonly record struct SplitCandidate(double Gain, int Bin, bool MissingLeft, BinSet Set, NodeSums Left);
