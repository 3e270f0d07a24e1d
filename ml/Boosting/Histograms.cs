using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Where each feature's bins lie in a node's histogram (one flat array, no waste for small features), and a pool of
/// them.</summary>
internal sealed class Histograms
{
    private readonly Stack<HistogramBin[]> free = new();
    private readonly int length;

    public Histograms(FeatureBins[] features)
    {
        Offsets = new int[features.Length];
        for (var feature = 0; feature < features.Length; feature++)
        {
            Offsets[feature] = length;
            length += features[feature].Bins + 1;
        }
    }

    /// <summary>First bin of each feature; its missing bin comes last.</summary>
    public int[] Offsets { get; }

    /// <summary>A histogram with undefined content.</summary>
    public HistogramBin[] Rent() => free.TryPop(out var histogram) ? histogram : new HistogramBin[length];

    public void Return(HistogramBin[] histogram) => free.Push(histogram);
}

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

/// <summary>
/// Sums the gradients of a node's rows by bin. Threads share the blocks of eight features; the sums are integers, so the number
/// of threads cannot change them.
/// </summary>
internal sealed unsafe class HistogramBuilder
{
    /// <summary>Bins of one feature in the scratch buffer, 16 bytes each. Not a power of two: equal bins of two features must not
    /// share the low address bits by which the processor matches loads with earlier stores.</summary>
    private const int FeatureStride = 260;

    private const int FeatureBytes = FeatureStride * 16;

    /// <summary>How far ahead the rows of a node, which lie scattered in the table, are fetched.</summary>
    private const int PrefetchRows = 24;

    /// <summary>Nodes with fewer cells than this are summed by one thread: starting others would cost more.</summary>
    private const long ParallelCells = 40_000;

    private readonly BinnedTable table;
    private readonly int[] offsets;
    private readonly int threads;
    private readonly HistogramBin[][] scratch;
    private readonly Action<int> buildBlock;
    private ReadOnlyMemory<int> rows;
    private ReadOnlyMemory<RowGradient> gradients;
    private bool[] used = [];
    private HistogramBin[] histogram = [];

    public HistogramBuilder(BinnedTable table, int[] offsets, int threads)
    {
        this.table = table;
        this.offsets = offsets;
        this.threads = threads;
        scratch = new HistogramBin[table.Blocks][];
        for (var block = 0; block < scratch.Length; block++)
            scratch[block] = new HistogramBin[BinnedTable.Width * FeatureStride];
        buildBlock = BuildBlock;
    }

    /// <summary>Fills <paramref name="histogram"/> for the node's rows, whose gradients stand in the same order.</summary>
    /// <param name="rows">Row numbers of the node.</param>
    /// <param name="gradients">The gradient of each of these rows.</param>
    /// <param name="used">Which features the tree may use.</param>
    /// <param name="histogram">Receives the sums of the used features.</param>
    public void Build(ReadOnlyMemory<int> rows, ReadOnlyMemory<RowGradient> gradients, bool[] used, HistogramBin[] histogram)
    {
        (this.rows, this.gradients, this.used, this.histogram) = (rows, gradients, used, histogram);
        var few = (long)rows.Length * table.Blocks * BinnedTable.Width < ParallelCells;
        SharedLoop.For(table.Blocks, few ? 1 : threads, buildBlock);
    }

    private void BuildBlock(int block)
    {
        var first = block * BinnedTable.Width;
        var features = Math.Min(BinnedTable.Width, table.Features.Length - first);
        if (!used.AsSpan(first, features).Contains(true))
            return;
        var sums = scratch[block];
        fixed (byte* cells = table.Block(block))
        fixed (int* row = rows.Span)
        fixed (RowGradient* gradient = gradients.Span)
        fixed (HistogramBin* sum = sums)
            Accumulate(cells, row, gradient, rows.Length, sum);
        for (var lane = 0; lane < features; lane++)
        {
            var bins = sums.AsSpan(lane * FeatureStride, table.Features[first + lane].Bins + 1);
            bins.CopyTo(histogram.AsSpan(offsets[first + lane]));
            bins.Clear();
        }
        for (var lane = features; lane < BinnedTable.Width; lane++)
            sums[lane * FeatureStride] = default;
    }

    /// <summary>The kernel: per row one load of eight bins, one of the gradient, then eight independent additions.</summary>
    private static void Accumulate(byte* cells, int* rows, RowGradient* gradients, int count, HistogramBin* sums)
    {
        var oneRow = Vector128.Create(0L, 1L << HistogramBin.HessianBits);
        var bytes = (byte*)sums;
        var last = count - 1;
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(cells + ((long)rows[Math.Min(i + PrefetchRows, last)] * BinnedTable.Width));
            var bins = *(ulong*)(cells + ((long)rows[i] * BinnedTable.Width));
            var value = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)(gradients + i)).AsInt32()) + oneRow;
            Add(bytes + ((bins << 4) & 0xFF0), value);
            Add(bytes + ((bins >> 4) & 0xFF0) + (1 * FeatureBytes), value);
            Add(bytes + ((bins >> 12) & 0xFF0) + (2 * FeatureBytes), value);
            Add(bytes + ((bins >> 20) & 0xFF0) + (3 * FeatureBytes), value);
            Add(bytes + ((bins >> 28) & 0xFF0) + (4 * FeatureBytes), value);
            Add(bytes + ((bins >> 36) & 0xFF0) + (5 * FeatureBytes), value);
            Add(bytes + ((bins >> 44) & 0xFF0) + (6 * FeatureBytes), value);
            Add(bytes + ((bins >> 52) & 0xFF0) + (7 * FeatureBytes), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* bin, Vector128<long> value) => (Vector128.Load((long*)bin) + value).Store((long*)bin);
}
