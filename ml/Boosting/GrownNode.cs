namespace ReapFunctions.Ml.Boosting;

/// <summary>A node while its tree grows. The next tree uses it again.</summary>
internal sealed class GrownNode
{
    public int Start { get; private set; }

    public int Stop { get; private set; }

    public int Depth { get; private set; }

    public NodeSums Sums { get; private set; }

    public double Value { get; private set; }

    public ValueBounds Bounds { get; private set; }

    public int Rows => Stop - Start;

    public HistogramBin[]? Histogram { get; set; }

    /// <summary>The best split found; of a leaf it means nothing.</summary>
    public Split Split { get; set; }

    public GrownNode? Left { get; set; }

    public GrownNode? Right { get; set; }

    public bool IsLeaf => Left is null;

    /// <summary>Becomes a leaf with these rows.</summary>
    public void Reset(int start, int stop, int depth, NodeSums sums, double value, ValueBounds bounds)
    {
        (Start, Stop, Depth, Sums, Value, Bounds) = (start, stop, depth, sums, value, bounds);
        (Histogram, Left, Right) = (null, null, null);
    }

    /// <summary>Number of leaves below, itself included.</summary>
    public int Leaves() => IsLeaf ? 1 : Left!.Leaves() + Right!.Leaves();
}
