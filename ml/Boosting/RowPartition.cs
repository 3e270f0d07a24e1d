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
/// </summary>
internal sealed unsafe class RowPartition
{
    private const int ChunkRows = 16_384;

    /// <summary>How far ahead scattered rows are fetched.</summary>
    private const int PrefetchRows = 24;

    private readonly BinnedTable table;
    private readonly int[] rows;
    private readonly int[] buffer;
    private readonly RowGradient[] gathered;
    private readonly ParallelOptions parallel;

    public RowPartition(BinnedTable table, int threads)
    {
        this.table = table;
        rows = new int[table.Rows];
        buffer = new int[table.Rows];
        gathered = GC.AllocateUninitializedArray<RowGradient>(table.Rows);
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
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

    /// <summary>The gradients of a node's rows in their order, so that the histograms of all features read them in sequence.</summary>
    public ReadOnlyMemory<RowGradient> Gather(RowGradient[] gradients, ReadOnlyMemory<int> node)
    {
        if (node.Length == gradients.Length)
            return gradients;
        ForChunks(0, node.Length, (from, to, _) =>
        {
            fixed (int* row = node.Span)
            fixed (RowGradient* source = gradients)
            fixed (RowGradient* target = gathered)
            {
                for (var i = from; i < to; i++)
                {
                    if (Sse.IsSupported)
                        Sse.Prefetch0(source + row[Math.Min(i + PrefetchRows, to - 1)]);
                    target[i] = source[row[i]];
                }
            }
        });
        return gathered.AsMemory(0, node.Length);
    }

    /// <summary>Reorders the node's stretch.</summary>
    /// <returns>Where its right child starts.</returns>
    public int Divide(int start, int stop, Split split)
    {
        var lefts = new int[Chunks(start, stop)];
        ForChunks(start, stop, (from, to, chunk) => lefts[chunk] = DivideChunk(from, to, split));
        return Collect(start, stop, lefts);
    }

    /// <summary>Writes a chunk's left rows to the front of its part of the buffer and its right rows to the back, reversed.</summary>
    private int DivideChunk(int from, int to, Split split)
    {
        var goesLeft = stackalloc byte[256];
        for (var bin = 0; bin < 256; bin++)
            goesLeft[bin] = split.GoesLeft(bin) ? (byte)1 : (byte)0;
        var (left, right) = (from, to - 1);
        fixed (byte* block = table.Block(split.Feature / BinnedTable.Width))
        fixed (int* row = rows)
        fixed (int* target = buffer)
        {
            var cells = block + (split.Feature % BinnedTable.Width);
            for (var i = from; i < to; i++)
            {
                if (Sse.IsSupported)
                    Sse.Prefetch0(cells + ((long)row[Math.Min(i + PrefetchRows, to - 1)] * BinnedTable.Width));
                int goes = goesLeft[cells[(long)row[i] * BinnedTable.Width]];
                // Both ends are written and only one position moves on: no branch on data. The other end is overwritten later.
                target[left] = row[i];
                target[right] = row[i];
                left += goes;
                right -= 1 - goes;
            }
        }
        return left - from;
    }

    /// <summary>Copies the chunks' left rows back in order, and their right rows after all left ones.</summary>
    private int Collect(int start, int stop, int[] lefts)
    {
        var middle = start + lefts.Sum();
        var (leftAt, rightAt) = (new int[lefts.Length], new int[lefts.Length]);
        var (left, right) = (start, middle);
        for (var chunk = 0; chunk < lefts.Length; chunk++)
        {
            (leftAt[chunk], rightAt[chunk]) = (left, right);
            left += lefts[chunk];
            right += Math.Min(ChunkRows, stop - start - (chunk * ChunkRows)) - lefts[chunk];
        }
        ForChunks(start, stop, (from, to, chunk) =>
        {
            buffer.AsSpan(from, lefts[chunk]).CopyTo(rows.AsSpan(leftAt[chunk]));
            var rights = rows.AsSpan(rightAt[chunk], to - from - lefts[chunk]);
            buffer.AsSpan(from + lefts[chunk], rights.Length).CopyTo(rights);
            rights.Reverse();
        });
        return middle;
    }

    private static int Chunks(int start, int stop) => (stop - start + ChunkRows - 1) / ChunkRows;

    /// <summary>Small stretches are not worth a second thread.</summary>
    private void ForChunks(int start, int stop, Action<int, int, int> body)
    {
        var chunks = Chunks(start, stop);
        if (chunks <= 2 || parallel.MaxDegreeOfParallelism == 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                Run(chunk);
        }
        else
            Parallel.For(0, chunks, parallel, Run);

        void Run(int chunk)
        {
            var from = start + (chunk * ChunkRows);
            body(from, Math.Min(stop, from + ChunkRows), chunk);
        }
    }
}
