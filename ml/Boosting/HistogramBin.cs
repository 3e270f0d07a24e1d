namespace ReapFunctions.Ml.Boosting;

/// <summary>Sums over the rows of one bin, in fixed point, so that any order of adding gives the same bits and
/// parent - sibling is exact.</summary>
internal struct HistogramBin
{
    /// <summary>Bits of the hessian within <see cref="HessianAndCount"/>; the row count sits above them.</summary>
    public const int HessianBits = 36;

    /// <summary>Most rows: 2^27 counts above 36 bits stay positive.</summary>
    public const int MaxRows = 1 << 26;

    private const long HessianMask = (1L << HessianBits) - 1;

    /// <summary>Sum of gradients, in steps of the tree's gradient scale.</summary>
    public long Gradient;

    /// <summary>Row count in the upper bits, sum of hessians (never negative) in the lower 36.</summary>
    public long HessianAndCount;

    public readonly int Count => (int)(HessianAndCount >> HessianBits);

    public readonly long Hessian => HessianAndCount & HessianMask;

    public void Add(in HistogramBin other)
    {
        Gradient += other.Gradient;
        HessianAndCount += other.HessianAndCount;
    }

    public void Subtract(in HistogramBin other)
    {
        Gradient -= other.Gradient;
        HessianAndCount -= other.HessianAndCount;
    }
}
