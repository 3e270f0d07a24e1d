using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Reads the cells of one column, a strip of rows at a time.</summary>
internal abstract class ColumnReader(
    int column, ContractPlan plan, HeaderPlan header, int buckets, CellByRules cells, RowRejects rejects)
{
    private readonly int hashed = Array.IndexOf(plan.Hashed, column);
    private readonly int buckets = column == plan.CustomerId ? buckets : 1;

    protected int Column { get; } = column;

    protected ColumnPlan Plan { get; } = plan.Columns[column];

    /// <summary>Its column in the file; -1 when the file does not have it.</summary>
    protected int Place { get; } = header.Places[column];

    /// <summary>Dropped from clean rows.</summary>
    protected bool IsDropped { get; } = plan.CleanPlaces[column] < 0;

    /// <summary>True when more than the value's bits is wanted: its hash, or its customer's bucket.</summary>
    protected bool IsNoted { get; } = plan.Hashed.Contains(column) || (column == plan.CustomerId && buckets > 1);

    /// <summary>Reads the cells of rows that are not rejected yet.</summary>
    public abstract void Read(RowBlock block, int from, int to, BlockResult into);

    protected ulong[] ValuesIn(BlockResult block) => block.Values[IsDropped ? ^1 : plan.CleanPlaces[Column]];

    /// <summary>Reads one cell by all the rules.</summary>
    protected void ReadByAllRules(RowBlock block, int row, BlockResult into)
    {
        var reason = cells.Read(block, row, Column, into, out var canonical, out var bits);
        if (reason != RejectReason.None)
        {
            into.Reject(row, rejects.OfCell(block, row, Column, reason, cells.TextOf(block, row, Column)));
            return;
        }
        ValuesIn(into)[row] = bits;
        if (IsNoted)
            Note(row, canonical, bits, into);
    }

    protected void Note(int row, ReadOnlySpan<byte> canonical, ulong bits, BlockResult into)
    {
        if (hashed >= 0)
            into.Hashes[hashed][row] = bits == ColumnStatistics.MissingBits ? UInt128.Zero : XxHash128.HashToUInt128(canonical);
        if (buckets > 1)
            into.Buckets[row] = (byte)CustomerKey.Bucket(canonical, buckets);
    }
}

/// <summary>A column that the file does not have: every value is missing.</summary>
internal sealed class AbsentColumnReader(int column, ContractPlan plan, HeaderPlan header, CellByRules cells, RowRejects rejects)
    : ColumnReader(column, plan, header, 1, cells, rejects)
{
    public override void Read(RowBlock block, int from, int to, BlockResult into)
    {
        Array.Fill(ValuesIn(into), ColumnStatistics.MissingBits, from, to - from);
        for (var row = from; IsNoted && row < to; row++)
            Note(row, default, ColumnStatistics.MissingBits, into);
    }
}

/// <summary>A column each cell of which is read by all the rules.</summary>
internal sealed class SlowColumnReader(
    int column, ContractPlan plan, HeaderPlan header, int buckets, CellByRules cells, RowRejects rejects)
    : ColumnReader(column, plan, header, buckets, cells, rejects)
{
    public override void Read(RowBlock block, int from, int to, BlockResult into)
    {
        for (var row = from; row < to; row++)
        {
            if (into.States[row] != RowState.Rejected)
                ReadByAllRules(block, row, into);
        }
    }
}

/// <summary>A column most cells of which are read fast, and the others by all the rules.</summary>
internal sealed class FastColumnReader<TCell>(
    TCell usual, int column, ContractPlan plan, HeaderPlan header, int buckets, CellByRules cells, RowRejects rejects)
    : ColumnReader(column, plan, header, buckets, cells, rejects)
    where TCell : struct, IUsualCell
{
    private readonly byte quote = plan.Contract.Dialect.QuoteChar is [var mark] ? (byte)mark : (byte)'\n';
    private readonly bool isText = plan.Columns[column].Cell.IsText;
    private readonly bool mayBeEmpty = plan.Columns[column] is { EmptyIsMissing: true, IsRequired: false };
    private readonly bool hasMarkers = plan.Columns[column].HasMarkers;

    /// <summary>The kernel.</summary>
    public override void Read(RowBlock block, int from, int to, BlockResult into)
    {
        var (cell, place) = (usual, Place);
        var values = ValuesIn(into);
        var (cuts, states, flags) = (block.Cuts, into.States, block.Flags);
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(block.Bytes);
        for (var row = from; row < to; row++)
        {
            if (states[row] == RowState.Rejected)
                continue;
            var cut = block.FirstCuts[row] + place;
            var start = place == 0 ? block.Starts[row] : cuts[cut - 1] + 1;
            var length = cuts[cut] - start;
            if (length == 0 && mayBeEmpty)
            {
                values[row] = ColumnStatistics.MissingBits;
                if (IsNoted)
                    Note(row, default, ColumnStatistics.MissingBits, into);
                continue;
            }
            ref var text = ref Unsafe.Add(ref bytes, start);
            var isQuoted = flags[row] == RowFlags.Quoted && length > 0 && text == quote;
            if (isQuoted)
            {
                text = ref Unsafe.Add(ref text, 1);
                (start, length) = (start + 1, length - 2);
            }
            if (length <= 0 || (flags[row] & ~RowFlags.Quoted) != 0
                || !cell.TryRead(ref text, length, out var bits, out var kept) || (hasMarkers && IsMarker(ref text, length))
                || (isQuoted && isText && HasSpecial(ref text, length)))
            {
                ReadByAllRules(block, row, into);
                continue;
            }
            values[row] = bits;
            if ((kept != length || isQuoted) && !IsDropped)
                into.Edits.Add(row, Column, start, kept);
            if (IsNoted)
                Note(row, MemoryMarshal.CreateReadOnlySpan(ref text, kept), bits, into);
        }
    }

    private bool IsMarker(ref byte text, int length) => Plan.IsMissing(MemoryMarshal.CreateReadOnlySpan(ref text, length));

    private static bool HasSpecial(ref byte text, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref text, length).ContainsAny(CsvWriter.Special);
}
