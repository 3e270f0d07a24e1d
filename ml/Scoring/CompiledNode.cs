namespace ReapFunctions.Ml.Scoring;

/// <summary>A test over 256 rows at once.</summary>
/// <param name="Column">Which column of bytes it looks at.</param>
/// <param name="Table">Where its table starts; for table tests.</param>
/// <param name="Kind">Which test.</param>
/// <param name="Bin">Bins above this one go right; for <see cref="TestKind.Above"/>.</param>
/// <param name="Low">The first leaf below the node: what the state of its rows is.</param>
/// <param name="Middle">The first leaf of its right child: what the state of rows that go right becomes.</param>
internal readonly record struct CompiledNode(int Column, int Table, TestKind Kind, byte Bin, byte Low, byte Middle);
