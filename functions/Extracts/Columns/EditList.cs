using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>A cell whose clean text is not the delivered one.</summary>
/// <param name="Column">The field's index in the contract.</param>
/// <param name="Start">Where the clean text begins: in the block's bytes, or, as complement, in
/// <see cref="EditList.Text"/>.</param>
/// <param name="Next">The row's next edit; -1 after the last.</param>
internal record struct Edit(int Column, int Start, int Length, int Next);

/// <summary>
/// The edits of a block's rows: a chain for each row, in the order of the contract's columns. Most cells need none, and are
/// copied as they stand.
/// </summary>
internal sealed class EditList
{
    private int[] first = [];
    private int[] last = [];
    private Edit[] edits = new Edit[1024];
    private byte[] text = new byte[4096];
    private int count;
    private int length;

    public void Start(int rows)
    {
        if (first.Length < rows)
            (first, last) = (new int[rows * 2], new int[rows * 2]);
        Array.Fill(first, -1, 0, rows);
        (count, length) = (0, 0);
    }

    /// <summary>Index of the row's first edit, -1 when it has none.</summary>
    public int First(int row) => first[row];

    public ref readonly Edit this[int index] => ref edits[index];

    public ReadOnlySpan<byte> Text(in Edit edit, RowBlock block) =>
        edit.Start >= 0 ? block.Bytes.AsSpan(edit.Start, edit.Length) : text.AsSpan(~edit.Start, edit.Length);

    /// <summary>The clean text stands in the block.</summary>
    public void Add(int row, int column, int start, int bytes)
    {
        if (count == edits.Length)
            Array.Resize(ref edits, count * 2);
        edits[count] = new(column, start, bytes, -1);
        if (first[row] < 0)
            first[row] = count;
        else
            edits[last[row]].Next = count;
        last[row] = count++;
    }

    /// <summary>The clean text is another.</summary>
    public void Add(int row, int column, ReadOnlySpan<byte> clean)
    {
        clean.CopyTo(Room(clean.Length));
        Add(row, column, ~length, clean.Length);
        length += clean.Length;
    }

    /// <summary>The clean text is a text that output may have to quote.</summary>
    public void AddQuoted(int row, int column, ReadOnlySpan<byte> clean)
    {
        var written = CsvWriter.Quote(clean, Room(clean.Length * 2 + 2));
        Add(row, column, ~length, written);
        length += written;
    }

    private Span<byte> Room(int bytes)
    {
        if (text.Length < length + bytes)
            Array.Resize(ref text, Math.Max(length + bytes, text.Length * 2));
        return text.AsSpan(length);
    }
}
