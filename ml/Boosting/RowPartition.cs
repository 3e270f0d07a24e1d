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
internal sealed class RowPartition
{
    private const int ChunkRows = 16_384;

    private readonly BinnedTable table;
    private readonly int[] rows;
    private readonly int[] buffer;
    private readonly ParallelOptions parallel;

    public RowPartition(BinnedTable table, int threads)
    {
        this.table = table;
        rows = new int[table.Rows];
        buffer = new int[table.Rows];
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

    /// <summary>Reorders the node's stretch.</summary>
    /// <returns>Where its right child starts.</returns>
    public int Divide(int start, int stop, Split split)
    {
        var chunks = ((stop - start) + ChunkRows - 1) / ChunkRows;
        var lefts = new int[chunks];
        if (chunks <= 2 || parallel.MaxDegreeOfParallelism == 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                lefts[chunk] = DivideChunk(start, stop, chunk, split);
        }
        else
            Parallel.For(0, chunks, parallel, chunk => lefts[chunk] = DivideChunk(start, stop, chunk, split));
        return Gather(start, stop, lefts);
    }

    /// <summary>Writes a chunk's left rows to the front of its part of the buffer and its right rows to the back, reversed.</summary>
    private int DivideChunk(int start, int stop, int chunk, Split split)
    {
        Span<byte> goesLeft = stackalloc byte[256];
        for (var bin = 0; bin < goesLeft.Length; bin++)
            goesLeft[bin] = split.GoesLeft(bin) ? (byte)1 : (byte)0;
        var cells = table.Block(split.Feature / BinnedTable.Width);
        var lane = split.Feature % BinnedTable.Width;
        var from = start + (chunk * ChunkRows);
        var to = Math.Min(stop, from + ChunkRows);
        var (left, right) = (from, to - 1);
        for (var i = from; i < to; i++)
        {
            var row = rows[i];
            int goes = goesLeft[cells[(row * BinnedTable.Width) + lane]];
            // Both ends are written and only one position moves on: no branch on data. The other end is overwritten later.
            buffer[left] = row;
            buffer[right] = row;
            left += goes;
            right -= 1 - goes;
        }
        return left - from;
    }

    private int Gather(int start, int stop, int[] lefts)
    {
        var (left, right) = (start, start + lefts.Sum());
        var middle = right;
        for (var chunk = 0; chunk < lefts.Length; chunk++)
        {
            var from = start + (chunk * ChunkRows);
            var to = Math.Min(stop, from + ChunkRows);
            buffer.AsSpan(from, lefts[chunk]).CopyTo(rows.AsSpan(left));
            left += lefts[chunk];
            for (var i = to - 1; i >= from + lefts[chunk]; i--)
                rows[right++] = buffer[i];
        }
        return middle;
    }
}
