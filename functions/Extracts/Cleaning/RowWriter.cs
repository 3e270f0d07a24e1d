using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// Writes clean rows: the delivered bytes, edited. Columns that stand side by side in the file as in the contract are copied as
/// one piece.
/// </summary>
/// <remarks>
/// <code>
///   contract   a  b  c  d  e        file   x  a  b  d  c
///   pieces     [a  b]  [c]  [d]  [e: not in the file]
/// </code>
/// </remarks>
internal sealed class RowWriter(ContractPlan plan, HeaderPlan header)
{
    /// <summary>A run of columns.</summary>
    /// <param name="LastColumn">The field's index in the contract.</param>
    /// <param name="FirstPlace">Its first column in the file; -1 when the file does not have it.</param>
    private readonly record struct Piece(int LastColumn, int FirstPlace, int LastPlace);

    private readonly Piece[] pieces = [.. Pieces(plan, header)];

    /// <summary>Writes a row with its line end.</summary>
    /// <returns>What was written, the line end left out; holds until the next row.</returns>
    public ReadOnlySpan<byte> Write(RowBlock block, BlockResult clean, int row, CsvWriter csv)
    {
        var edits = clean.Edits;
        var into = csv.Room(LongestOf(block, edits, row));
        var bytes = block.Bytes;
        var length = 0;
        var next = edits.First(row);
        foreach (var piece in pieces)
        {
            if (piece.FirstPlace >= 0)
            {
                var (from, end) = (block.StartOf(row, piece.FirstPlace), block.EndOf(row, piece.LastPlace));
                while (next >= 0 && edits[next].Column <= piece.LastColumn)
                {
                    ref readonly var edit = ref edits[next];
                    var place = header.Places[edit.Column];
                    length += Copy(bytes.AsSpan(from, block.StartOf(row, place) - from), into[length..]);
                    length += Copy(edits.Text(edit, block), into[length..]);
                    from = block.EndOf(row, place);
                    next = edit.Next;
                }
                length += Copy(bytes.AsSpan(from, end - from), into[length..]);
            }
            into[length++] = (byte)',';
        }
        foreach (var hashes in clean.Finders)
        {
            if (hashes[row] != UInt128.Zero)
                length += Copy(Encoding.ASCII.GetBytes(FinderHash.Text(hashes[row])), into[length..]);
            into[length++] = (byte)',';
        }
        into[length - 1] = (byte)'\n';
        csv.Advance(length);
        return into[..(length - 1)];
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> into)
    {
        from.CopyTo(into);
        return from.Length;
    }

    private int LongestOf(RowBlock block, EditList edits, int row)
    {
        var longest = block.Raw(row).Length + pieces.Length + 1 + plan.Finders.Length * (FinderHash.Length + 1);
        for (var next = edits.First(row); next >= 0; next = edits[next].Next)
            longest += edits[next].Length;
        return longest;
    }

    private static IEnumerable<Piece> Pieces(ContractPlan plan, HeaderPlan header)
    {
        // Another delimiter than the comma cannot be copied along.
        var isCopied = plan.Contract.Dialect.Delimiter == ",";
        for (var index = 0; index < plan.Clean.Length;)
        {
            var (from, to) = (index, index);
            int Place(int clean) => header.Places[plan.Clean[clean]];
            while (isCopied && Place(from) >= 0 && to + 1 < plan.Clean.Length && Place(to + 1) == Place(to) + 1)
                to++;
            yield return new(plan.Clean[to], Place(from), Place(to));
            index = to + 1;
        }
    }
}
