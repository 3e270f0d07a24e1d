using System.Runtime.Intrinsics.X86;
using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>
/// The rows of every node as one stretch of a single array. Splitting a node reorders its stretch, left rows first, each side
/// in its old order, so the result does not depend on threads:
/// <code>
///   node [start .................. stop)
///   left [start ..... middle) right [middle ..... stop)
/// </code>
/// One node is worked on at a time; what its chunks need stands in fields, so that a split allocates nothing.
/// </summary>
internal sealed unsafe class RowPartition
{
    private const int ChunkRows = 4_096;

    /// <summary>How far ahead scattered rows are fetched.</summary>
    private const int PrefetchRows = 24;

    private readonly BinnedTable table;
    private readonly int threads;
    private readonly int[] rows;
    private readonly int[] buffer;
    private readonly Action<int> gather;
    private readonly Action<int> divide;
    private readonly Action<int> collect;

    /// <summary>By chunk: its left rows, and where they and its right rows go.</summary>
    private readonly (int Lefts, int LeftAt, int RightAt)[] chunks;

    private readonly byte[] goesLeft = new byte[256];
    private RowGradient[] source = [];
    private RowGradient[] gathered = [];
    private int start;
    private int stop;
    private int feature;

    public RowPartition(BinnedTable table, int threads)
    {
        this.table = table;
        this.threads = threads;
        rows = new int[table.Rows];
        buffer = new int[table.Rows];
        chunks = new (int, int, int)[(table.Rows + ChunkRows - 1) / ChunkRows];
        (gather, divide, collect) = (GatherChunk, DivideChunk, CollectChunk);
    }

    public ReadOnlyMemory<int> Rows(int start, int stop) => rows.AsMemory(start, stop - start);

    /// <summary>Starts a tree on all rows, or on the sampled ones.</summary>
    /// <returns>The number of rows of the root.</returns>
    public int Reset(bool[]? sampled)
    {
        var count = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            if (sampled is null || sampled[row])
                rows[count++] = row;
        }
        return count;
    }

    /// <summary>The gradients of a node's rows in their order, so that the histograms of all features read them in
    /// sequence.</summary>
    public ReadOnlyMemory<RowGradient> Gather(RowGradient[] gradients, GrownNode node)
    {
        if (node.Rows == gradients.Length)
            return gradients;
        // The smaller child is gathered, so that half the rows are enough but for the root of a sample.
        if (gathered.Length < node.Rows)
            gathered = GC.AllocateUninitializedArray<RowGradient>(Math.Max(node.Rows, rows.Length / 2));
        source = gradients;
        ForChunks(node, gather);
        return gathered.AsMemory(0, node.Rows);
    }

    /// <summary>Reorders the node's stretch.</summary>
    /// <returns>Where its right child starts.</returns>
    public int Divide(GrownNode node)
    {
        feature = node.Split.Test.Feature;
        for (var bin = 0; bin < goesLeft.Length; bin++)
            goesLeft[bin] = node.Split.Test.GoesLeft(bin) ? (byte)1 : (byte)0;
        ForChunks(node, divide);
        var middle = start;
        for (var chunk = 0; chunk < Chunks; chunk++)
            middle += chunks[chunk].Lefts;
        var (left, right) = (start, middle);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            var (from, to) = Stretch(chunk);
            (chunks[chunk].LeftAt, chunks[chunk].RightAt) = (left, right);
            left += chunks[chunk].Lefts;
            right += to - from - chunks[chunk].Lefts;
        }
        ForChunks(node, collect);
        return middle;
    }

    private void GatherChunk(int chunk)
    {
        var (from, to) = Stretch(chunk);
        fixed (int* row = rows)
        fixed (RowGradient* read = source)
        fixed (RowGradient* write = gathered)
        {
            for (var i = from; i < to; i++)
            {
                if (Sse.IsSupported)
                    Sse.Prefetch0(read + row[Math.Min(i + PrefetchRows, to - 1)]);
                write[i - start] = read[row[i]];
            }
        }
    }

    /// <summary>Writes a chunk's left rows to the front of its part of the buffer and its right rows to the back,
    /// reversed.</summary>
    private void DivideChunk(int chunk)
    {
        var (from, to) = Stretch(chunk);
        var (left, right) = (from, to - 1);
        fixed (byte* block = table.Block(feature / BinnedTable.Width))
        fixed (byte* lefts = goesLeft)
        fixed (int* row = rows)
        fixed (int* target = buffer)
        {
            var cells = block + (feature % BinnedTable.Width);
            for (var i = from; i < to; i++)
            {
                if (Sse.IsSupported)
                    Sse.Prefetch0(cells + ((long)row[Math.Min(i + PrefetchRows, to - 1)] * BinnedTable.Width));
                int goes = lefts[cells[(long)row[i] * BinnedTable.Width]];
                // Both ends are written and only one position moves on: no branch on data. The other end is overwritten later.
                target[left] = row[i];
                target[right] = row[i];
                left += goes;
                right -= 1 - goes;
            }
        }
        chunks[chunk].Lefts = left - from;
    }

    /// <summary>Copies a chunk's left rows back, and its right rows after all left ones.</summary>
    private void CollectChunk(int chunk)
    {
        var (from, to) = Stretch(chunk);
        var (lefts, leftAt, rightAt) = chunks[chunk];
        buffer.AsSpan(from, lefts).CopyTo(rows.AsSpan(leftAt));
        var rights = rows.AsSpan(rightAt, to - from - lefts);
        buffer.AsSpan(from + lefts, rights.Length).CopyTo(rights);
        rights.Reverse();
    }

    private int Chunks => (stop - start + ChunkRows - 1) / ChunkRows;

    private (int From, int To) Stretch(int chunk) =>
        (start + (chunk * ChunkRows), Math.Min(stop, start + ((chunk + 1) * ChunkRows)));

    /// <summary>Small stretches are not worth a second thread.</summary>
    private void ForChunks(GrownNode node, Action<int> body)
    {
        (start, stop) = (node.Start, node.Stop);
        SharedLoop.For(Chunks, Chunks <= 2 ? 1 : threads, body);
    }
}
