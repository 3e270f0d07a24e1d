namespace ReapFunctions.Csv;

/// <summary>
/// A piece of a file with its whole rows and where their fields are. Positions count from the start of <see cref="Bytes"/>.
/// </summary>
/// <remarks>
/// <code>
///   bytes   a , b , c \n d , " e , f " , g \n
///   cuts      ^   ^   ^    ^           ^   ^       one per field: where it ends
///   starts  ^            ^                         one per row
/// </code>
/// </remarks>
internal sealed class RowBlock
{
    /// <summary>Bytes readable behind the data, so that the scanner may load whole vectors.</summary>
    public const int Padding = 64;

    public byte[] Bytes = [];
    public int Length;

    /// <summary>Where the first byte stands in the file, unpacked but in its own encoding, its byte order mark counted.</summary>
    public long Offset;

    /// <summary>
    /// By row: bytes of the file from the block's first to the row's; null when the file is UTF-8, which the block's bytes are
    /// too.
    /// </summary>
    public int[]? SourceStarts;

    /// <summary>The number of the line on which the block begins, 1-based.</summary>
    public long Line;

    /// <summary>The number of rows before this block, the header not counted.</summary>
    public long RowsBefore;

    public int Rows;
    public int[] Cuts = new int[4096];
    public int[] Starts = new int[512];
    public int[] FirstCuts = new int[513];
    public int[] Lines = new int[512];
    public RowFlags[] Flags = new RowFlags[512];

    public int BlankLines;
    public int CommentLines;

    /// <summary>True when every byte is ASCII.</summary>
    public bool IsAscii;

    /// <summary>True when all of it is UTF-8.</summary>
    public bool IsText;

    /// <summary>True when a control character other than tab and line ends stands somewhere.</summary>
    public bool HasControls;

    public int Fields(int row) => FirstCuts[row + 1] - FirstCuts[row];

    /// <summary>The bytes of a field as they stand in the file, quotes included.</summary>
    public ReadOnlySpan<byte> Field(int row, int field)
    {
        var start = StartOf(row, field);
        return Bytes.AsSpan(start, EndOf(row, field) - start);
    }

    public int StartOf(int row, int field) => field == 0 ? Starts[row] : Cuts[FirstCuts[row] + field - 1] + 1;

    public int EndOf(int row, int field) => Cuts[FirstCuts[row] + field];

    /// <summary>The whole row as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Raw(int row) => Bytes.AsSpan(Starts[row], Cuts[FirstCuts[row + 1] - 1] - Starts[row]);

    /// <summary>False for a file that has no lines and no bytes that are its rows': one of Parquet.</summary>
    public bool HasLines { get; set; } = true;

    public long LineOf(int row) => Line + Lines[row];

    /// <summary>The row's first byte in the unpacked file, 0-based.</summary>
    public long OffsetOf(int row) => Offset + (SourceStarts is { } starts ? starts[row] : Starts[row]);

    public void EnsureBytes(int size)
    {
        if (Bytes.Length < size + Padding)
            Array.Resize(ref Bytes, size + Padding);
    }

    public void EnsureCuts(int count)
    {
        if (Cuts.Length < count)
            Array.Resize(ref Cuts, Math.Max(count, Cuts.Length * 2));
    }

    public void EnsureRows(int count)
    {
        if (Starts.Length >= count)
            return;
        var size = Math.Max(count, Starts.Length * 2);
        Array.Resize(ref Starts, size);
        Array.Resize(ref FirstCuts, size + 1);
        Array.Resize(ref Lines, size);
        Array.Resize(ref Flags, size);
    }
}
