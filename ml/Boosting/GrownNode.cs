namespace ReapFunctions.Ml.Boosting;

/// <summary>A node while its tree grows.</summary>
internal sealed class GrownNode
{
    public required int Start { get; init; }

    public required int Stop { get; init; }

    public required int Depth { get; init; }

    public required NodeSums Sums { get; init; }

    public required double Value { get; set; }

    public required ValueBounds Bounds { get; init; }

    public int Rows => Stop - Start;

    public HistogramBin[]? Histogram { get; set; }

    /// <summary>The best split found, kept once the node is split.</summary>
    public Split? Split { get; set; }

    public GrownNode? Left { get; set; }

    public GrownNode? Right { get; set; }

    public bool IsLeaf => Left is null;
}
