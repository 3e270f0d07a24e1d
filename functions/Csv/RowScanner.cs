using System.Numerics;

namespace ReapFunctions.Csv;

/// <summary>
/// Finds rows and fields in bytes. Knows nothing of streams: it is given a block and says how much of it is whole rows.
/// </summary>
/// <remarks>
/// 64 bytes at a time become a bit mask of delimiters, quotes and line ends, and only those are looked at.
/// <para>
/// What is damaged costs one line: when a row's quoting makes no sense (a quote never closed, text after a closing quote, a row
/// of several lines that has another width than the header) the row ends at its first line end, is marked, and reading goes on
/// with the next line.
/// </para>
/// <para>
/// A quote that is never closed is looked for up to the longest row allowed. So that a file full of them is not read over and
/// over, each one halves that distance, down to <see cref="ShortestReach"/>, until a row of several lines is whole again.
/// </para>
/// </remarks>
internal sealed class RowScanner
{
    private const int ShortestReach = 64 * 1024;
    private const int Incomplete = -1;
    private const int Broken = -2;

    private readonly SpecialBytes specials;
    private readonly byte delimiter;
    private readonly byte quote;
    private readonly byte escape;
    private readonly SkippedLines skipped;
    private readonly bool hasQuote;
    private readonly bool hasEscape;
    private readonly bool doubleQuote;
    private readonly bool skipSpace;
    private readonly int longestRow;
    private int reach;
    private bool skipping;

    public RowScanner(Dialect dialect, int longestRow)
    {
        delimiter = (byte)dialect.Delimiter[0];
        hasQuote = dialect.QuoteChar.Length > 0;
        quote = hasQuote ? (byte)dialect.QuoteChar[0] : (byte)'\n';
        hasEscape = dialect.EscapeChar is { Length: > 0 };
        escape = hasEscape ? (byte)dialect.EscapeChar![0] : (byte)'\n';
        skipped = new(dialect);
        specials = new(delimiter, quote, escape);
        doubleQuote = dialect.DoubleQuote;
        skipSpace = dialect.SkipInitialSpace;
        this.longestRow = reach = longestRow;
    }

    /// <summary>The number of the line that comes next, 1-based.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The columns that rows should have; 0 while unknown.</summary>
    public int Width { get; set; }

    /// <summary>Finds the whole rows of a block.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="isLast">No bytes follow the block's.</param>
    /// <param name="max">Stops after so many rows.</param>
    /// <returns>Where the first row that is not whole begins.</returns>
    public int Scan(RowBlock block, int from, bool isLast, int max = int.MaxValue)
    {
        block.Line = Line;
        block.FirstCuts[0] = 0;
        var start = from;
        if (skipping && !TrySkip(block, ref start, isLast))
            return start;
        while (start < block.Length && block.Rows < max)
        {
            var isSkipped = skipped.Has(block.Bytes.AsSpan(start, block.Length - start), isLast);
            var next = isSkipped is null ? start
                : isSkipped.Value ? SkipComment(block, start, isLast) : ScanRows(block, start, isLast, max);
            if (next == start)
                break;
            start = next;
        }
        return start;
    }

    /// <summary>The kernel: rows until a comment, a damaged row, or the end of what is whole.</summary>
    private int ScanRows(RowBlock block, int start, bool isLast, int max)
    {
        var bytes = block.Bytes;
        var end = block.Length;
        var firstCut = block.FirstCuts[block.Rows];
        var cut = firstCut;
        var flags = RowFlags.None;
        var linesInside = 0;
        var at = start;
        while (at < end)
        {
            var mask = specials.Mask(bytes, at, out var delimiters);
            if (end - at < 64)
                mask &= (1UL << (end - at)) - 1;
            block.EnsureCuts(cut + 72);
            var cuts = block.Cuts;
            var chunk = at;
            at += 64;
            if ((mask & ~delimiters) == 0)
            {
                cut = SpecialBytes.AddPlaces(cuts, cut, mask, chunk);
                continue;
            }
            while (mask != 0)
            {
                var others = mask & ~delimiters;
                if (others == 0)
                {
                    cut = SpecialBytes.AddPlaces(cuts, cut, mask, chunk);
                    break;
                }
                var bit = BitOperations.TrailingZeroCount(others);
                var special = chunk + bit;
                cut = SpecialBytes.AddPlaces(cuts, cut, mask & ((1UL << bit) - 1), chunk);
                mask &= ~((2UL << bit) - 1);
                var letter = bytes[special];
                if (letter is (byte)'\n' or (byte)'\r')
                {
                    var next = special + 1;
                    if (letter == '\r')
                    {
                        if (next == end && !isLast)
                            return start;
                        if (next < end && bytes[next] == '\n')
                        {
                            next++;
                            mask &= mask - 1;
                        }
                    }
                    cuts[cut++] = special;
                    if (special - start > longestRow)
                        return Damage(block, start, isLast, RowFlags.TooLong);
                    if (linesInside > 0 && IsOdd(flags, cut - firstCut))
                        return Damage(block, start, isLast, RowFlags.Malformed);
                    cut = EndRow(block, start, special, cut, flags, linesInside);
                    start = next;
                    if (block.Rows >= max
                        || (skipped.IsAny && next < end && skipped.Has(bytes.AsSpan(next, end - next), isLast) != false))
                        return start;
                    firstCut = cut;
                    flags = RowFlags.None;
                    linesInside = 0;
                    at = Math.Max(at, start);
                    continue;
                }
                if (hasEscape && letter == escape)
                {
                    flags |= RowFlags.Escaped;
                    linesInside += EscapedLine(block, special + 1);
                    at = special + 2;
                    break;
                }
                if (!IsOpening(bytes, cut == firstCut ? start : cuts[cut - 1] + 1, special))
                {
                    flags |= RowFlags.StrayQuote;
                    continue;
                }
                if (special - start > longestRow)
                    return Damage(block, start, isLast, RowFlags.TooLong);
                flags |= RowFlags.Quoted;
                at = ScanQuoted(block, start, special + 1, isLast, ref flags, ref linesInside);
                if (at == Incomplete)
                    return start;
                if (at == Broken)
                    return Damage(block, start, isLast, flags & RowFlags.Damaged);
                break;
            }
        }
        return EndOfBlock(block, start, cut, flags, linesInside, isLast);
    }

    private int EndOfBlock(RowBlock block, int start, int cut, RowFlags flags, int linesInside, bool isLast)
    {
        var end = block.Length;
        if (start == end || (!isLast && end - start <= longestRow))
            return start;
        if (end - start > longestRow)
            return Damage(block, start, isLast, RowFlags.TooLong);
        block.EnsureCuts(cut + 1);
        block.Cuts[cut++] = end;
        if (linesInside > 0 && IsOdd(flags, cut - block.FirstCuts[block.Rows]))
            return Damage(block, start, isLast, RowFlags.Malformed);
        EndRow(block, start, end, cut, flags, linesInside);
        return end;
    }

    /// <summary>Records a row and returns the first cut of the next; a line without a byte is no row.</summary>
    private int EndRow(RowBlock block, int start, int end, int cut, RowFlags flags, int linesInside)
    {
        var line = Line;
        Line += linesInside + 1;
        if (start == end)
        {
            block.BlankLines++;
            return cut - 1;
        }
        var row = block.Rows++;
        block.EnsureRows(block.Rows);
        block.Starts[row] = start;
        block.Lines[row] = (int)(line - block.Line);
        block.Flags[row] = flags;
        block.FirstCuts[row + 1] = cut;
        if (linesInside > 0)
            reach = longestRow;
        return cut;
    }

    /// <summary>A row of several lines that is odd otherwise has max likely lost a quote.</summary>
    private bool IsOdd(RowFlags flags, int fields) =>
        (flags & RowFlags.StrayQuote) != 0 || (Width > 0 && fields != Width);

    private bool IsOpening(byte[] bytes, int fieldStart, int at) =>
        at == fieldStart || (skipSpace && bytes.AsSpan(fieldStart, at - fieldStart).IndexOfAnyExcept((byte)' ') < 0);

    /// <returns>Where the field's closing quote is passed, <see cref="Incomplete"/> or <see cref="Broken"/>.</returns>
    private int ScanQuoted(RowBlock block, int start, int at, bool isLast, ref RowFlags flags, ref int linesInside)
    {
        var bytes = block.Bytes;
        var end = block.Length;
        while (at < end && at - start <= reach)
        {
            var mask = specials.Mask(bytes, at, out var delimiters) & ~delimiters;
            if (end - at < 64)
                mask &= (1UL << (end - at)) - 1;
            var chunk = at;
            at += 64;
            while (mask != 0)
            {
                var special = chunk + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                var letter = bytes[special];
                if (letter is (byte)'\n' or (byte)'\r')
                {
                    // The LF of a CRLF is counted, its CR is not.
                    if (letter == '\n' || special + 1 >= end || bytes[special + 1] != '\n')
                        linesInside++;
                    flags |= RowFlags.SeveralLines;
                    continue;
                }
                if (hasEscape && letter == escape)
                {
                    flags |= RowFlags.Escaped;
                    linesInside += EscapedLine(block, special + 1);
                    at = special + 2;
                    break;
                }
                if (special - start > reach)
                    break;
                if (special + 1 >= end)
                    return isLast ? special + 1 : Incomplete;
                var next = bytes[special + 1];
                if (next == quote && doubleQuote)
                {
                    flags |= RowFlags.Escaped;
                    at = special + 2;
                    break;
                }
                if (next == delimiter || next is (byte)'\n' or (byte)'\r')
                    return special + 1;
                flags |= RowFlags.Malformed;
                return Broken;
            }
        }
        if (!isLast && end - start <= reach)
            return Incomplete;
        flags |= RowFlags.Unclosed;
        return Broken;
    }

    /// <summary>Ends a damaged row at its first line end.</summary>
    private int Damage(RowBlock block, int start, bool isLast, RowFlags damage)
    {
        var line = block.Bytes.AsSpan(start, block.Length - start).IndexOfAny((byte)'\n', (byte)'\r');
        var end = line < 0 ? block.Length : start + line;
        if (line < 0 && !isLast && block.Length - start <= longestRow)
            return start;
        if (line >= 0 && end + 1 == block.Length && block.Bytes[end] == '\r' && !isLast)
            return start;
        if ((damage & RowFlags.Unclosed) != 0)
            reach = Math.Max(reach / 2, Math.Min(longestRow, ShortestReach));
        var cut = block.FirstCuts[block.Rows];
        block.EnsureCuts(cut + 1);
        if (end - start > longestRow)
            damage = RowFlags.TooLong;
        block.Cuts[cut] = Math.Min(end, start + longestRow);
        EndRow(block, start, end, cut + 1, damage, 0);
        if (line >= 0 || isLast)
            return end + LineEnd(block, end);
        Line--;
        skipping = true;
        return block.Length;
    }

    /// <summary>Passes the rest of a row or comment that is too long.</summary>
    /// <returns>False when it goes on after the block.</returns>
    private bool TrySkip(RowBlock block, ref int start, bool isLast)
    {
        var line = block.Bytes.AsSpan(start, block.Length - start).IndexOfAny((byte)'\n', (byte)'\r');
        if (line < 0)
        {
            start = block.Length;
            skipping = !isLast;
            return isLast;
        }
        start += line;
        if (start + 1 == block.Length && block.Bytes[start] == '\r' && !isLast)
            return false;
        start += LineEnd(block, start);
        skipping = false;
        Line++;
        return true;
    }

    private int SkipComment(RowBlock block, int start, bool isLast)
    {
        var line = block.Bytes.AsSpan(start, block.Length - start).IndexOfAny((byte)'\n', (byte)'\r');
        var end = line < 0 ? block.Length : start + line;
        if (!isLast && line < 0 && end - start > longestRow)
        {
            block.CommentLines++;
            skipping = true;
            return end;
        }
        if (!isLast && (line < 0 || (end + 1 == block.Length && block.Bytes[end] == '\r')))
            return start;
        block.CommentLines++;
        Line++;
        return end + LineEnd(block, end);
    }

    /// <summary>1 when the escaped byte ends a line; the LF of a CRLF is seen by itself.</summary>
    private static int EscapedLine(RowBlock block, int at) =>
        at < block.Length && (block.Bytes[at] == '\n' || (block.Bytes[at] == '\r' && LineEnd(block, at) == 1)) ? 1 : 0;

    private static int LineEnd(RowBlock block, int at) =>
        at >= block.Length ? 0
        : block.Bytes[at] == '\r' && at + 1 < block.Length && block.Bytes[at + 1] == '\n' ? 2 : 1;
}
