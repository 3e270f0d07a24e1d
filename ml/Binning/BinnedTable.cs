namespace ReapFunctions.Ml.Binning;

/// <summary>
/// The binned rows, one byte per cell, in blocks of eight features so that one 64-bit load brings a row's eight bins:
/// <code>
///   block 0: [row 0: f0 f1 … f7][row 1: f0 … f7] …      block 1: [row 0: f8 … f15] …
/// </code>
/// A histogram pass over a block then touches each cache line once and eight histograms stay in the first-level cache.
/// The last block is padded with bin 0.
/// </summary>
internal sealed class BinnedTable
{
    /// <summary>Features per block.</summary>
    public const int Width = 8;

    /// <summary>Values binned together.</summary>
    private const int Batch = 512;

    private readonly byte[][] blocks;

    private BinnedTable(FeatureBins[] features, int rows)
    {
        Features = features;
        Rows = rows;
        blocks = new byte[(features.Length + Width - 1) / Width][];
        for (var block = 0; block < blocks.Length; block++)
            blocks[block] = GC.AllocateUninitializedArray<byte>(checked(rows * Width));
    }

    public FeatureBins[] Features { get; }

    public int Rows { get; }

    public int Blocks => blocks.Length;

    public byte[] Block(int block) => blocks[block];

    public byte this[int row, int feature] => blocks[feature / Width][(row * Width) + (feature % Width)];

    /// <summary>Bins the given rows of a data set; row i of the result is <c>rows[i]</c>.</summary>
    public static BinnedTable Of(Dataset data, FeatureBins[] features, int[] rows, int threads)
    {
        var table = new BinnedTable(features, rows.Length);
        Parallel.For(0, table.Blocks, new ParallelOptions { MaxDegreeOfParallelism = threads },
            block => table.Fill(data, rows, block));
        return table;
    }

    private void Fill(Dataset data, int[] rows, int block)
    {
        var cells = blocks[block];
        for (var lane = 0; lane < Width; lane++)
        {
            var feature = (block * Width) + lane;
            if (feature >= Features.Length)
                FillZero(cells, lane);
            else if (Features[feature] is NumericBins numeric)
                FillNumeric(cells, lane, numeric, ((NumericColumn)data[numeric.Name]).Values, rows);
            else
                FillCategorical(cells, lane, (CategoricalBins)Features[feature], (CategoricalColumn)data[Features[feature].Name],
                    rows);
        }
    }

    private static void FillZero(byte[] cells, int lane)
    {
        for (var cell = lane; cell < cells.Length; cell += Width)
            cells[cell] = 0;
    }

    private static void FillNumeric(byte[] cells, int lane, NumericBins bins, ReadOnlySpan<float> values, int[] rows)
    {
        Span<float> some = stackalloc float[Batch];
        Span<byte> found = stackalloc byte[Batch];
        for (var start = 0; start < rows.Length; start += Batch)
        {
            var count = Math.Min(Batch, rows.Length - start);
            for (var i = 0; i < count; i++)
                some[i] = values[rows[start + i]];
            bins.Of(some[..count], found);
            for (var i = 0; i < count; i++)
                cells[((start + i) * Width) + lane] = found[i];
        }
    }

    private static void FillCategorical(byte[] cells, int lane, CategoricalBins bins, CategoricalColumn column, int[] rows)
    {
        var binOfCode = bins.BinOfCode(column);
        for (var row = 0; row < rows.Length; row++)
            cells[(row * Width) + lane] = column.Codes[rows[row]] is var code and >= 0 ? binOfCode[code] : (byte)bins.MissingBin;
    }
}
