namespace ReapFunctions.Ml.Boosting;

/// <summary>A test of one feature's bin.</summary>
/// <param name="Feature">The feature's index.</param>
/// <param name="Bin">Numeric: bins up to this one go left. Categorical: -1.</param>
/// <param name="Left">The bins that go left (the missing bin among them).</param>
/// <param name="Gain">Loss saved: loss(parent) - loss(left) - loss(right), with loss = -G²/(H + L2).</param>
internal readonly record struct BinTest(int Feature, int Bin, BinSet Left, double Gain)
{
    public bool GoesLeft(int bin) => Left.Contains(bin);
}
