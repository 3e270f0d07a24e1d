namespace ReapFunctions.Ml.Boosting;

/// <summary>The best test found for a node, as the set of bins that go left.</summary>
internal sealed class Split
{
    /// <summary>Loss saved: loss(parent) - loss(left) - loss(right), with loss = -G²/(H + L2).</summary>
    public required double Gain { get; init; }

    public required int Feature { get; init; }

    /// <summary>Numeric: bins up to this one go left. Categorical: -1.</summary>
    public required int Bin { get; init; }

    /// <summary>256 bits: which bins go left (the missing bin among them).</summary>
    public required ulong[] Left { get; init; }

    public required NodeSums LeftSums { get; init; }

    public required NodeSums RightSums { get; init; }

    public required double LeftValue { get; init; }

    public required double RightValue { get; init; }

    public bool GoesLeft(int bin) => ((Left[bin >> 6] >> (bin & 63)) & 1) != 0;
}
