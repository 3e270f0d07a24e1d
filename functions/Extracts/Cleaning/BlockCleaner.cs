using System.IO.Hashing;
using System.Runtime.InteropServices;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// Cleans the rows of one block by themselves: everything that can be said about a row without looking at others. Not safe for
/// use by several threads; several may work side by side on different blocks.
/// </summary>
/// <remarks>
/// A strip of rows is read column by column: its bytes stay in the nearest cache, and each column's code runs on one kind of
/// value at a time.
/// </remarks>
internal sealed class BlockCleaner
{
    private const int StripRows = 128;

    private readonly ContractPlan plan;
    private readonly HeaderPlan header;
    private readonly RowRejects rejects;
    private readonly CellByRules cells;
    private readonly ColumnReader[] fast;
    private readonly ColumnReader[] slow;
    private readonly int[] keyParts;
    private readonly (int Column, int Hashed, IReadOnlySet<UInt128> Known)[] lookUps;
    private readonly FinderCells finders;
    private readonly IdSearch[] erased;
    private readonly bool emptyAreErased;
    private readonly List<long> erasedRows = [];

    /// <param name="options">Say whose rows are left out.</param>
    public BlockCleaner(ContractPlan plan, HeaderPlan header, int buckets, CleaningSetup options)
    {
        this.plan = plan;
        this.header = header;
        rejects = new(plan, header);
        finders = new(plan, header);
        cells = new(plan, header);
        var readers = new ColumnReaderFactory(plan, header, buckets, cells, rejects);
        fast = [.. plan.Columns.Select((_, column) => readers.Fast(column))];
        slow = [.. plan.Columns.Select((_, column) => readers.Slow(column))];
        emptyAreErased = options.EmptyRowsAreErased;
        erased = options.Erased.IsEmpty
            ? []
            : [.. new[] { plan.CustomerId, plan.Became }.Where(column => column >= 0 && header.Places[column] >= 0)
                .Select(column => new IdSearch(plan, header, options.Erased.Holds, column))];
        keyParts = [.. plan.Key.Select(column => Array.IndexOf(plan.Hashed, column))];
        lookUps = [.. plan.LookedUp.Where(column => plan.KnownKeys.ContainsKey(plan.Columns[column].Field.Name))
            .Select(column => (
                column, Array.IndexOf(plan.Hashed, column), plan.KnownKeys[plan.Columns[column].Field.Name]))];
    }

    public void Clean(RowBlock block, BlockResult into)
    {
        into.Start(block.Rows);
        for (var row = 0; row < block.Rows; row++)
        {
            var reason = ShapeOf(block, row, into);
            if (reason != RejectReason.None)
                into.Reject(row, rejects.OfRow(block, row, reason));
        }
        // Only where every byte is text may a cell be read without a look at its bytes.
        var columns = block.IsText && !block.HasControls ? fast : slow;
        for (var from = 0; from < block.Rows; from += StripRows)
        {
            var to = Math.Min(from + StripRows, block.Rows);
            foreach (var column in columns)
                column.Read(block, from, to, into);
            SetKeys(into, from, to);
        }
        foreach (var (column, hashed, known) in lookUps)
            RejectUnknown(block, into, column, into.Hashes[hashed], known);
        foreach (var (first, then, reason) in plan.Following)
            RejectBefore(block, into, first, then, reason);
        LeaveOutErased(block, into);
        finders.Read(block, into);
    }

    private void RejectUnknown(
        RowBlock block, BlockResult into, int column, UInt128[] hashes, IReadOnlySet<UInt128> known)
    {
        for (var row = 0; row < block.Rows; row++)
        {
            if (into.States[row] == RowState.Rejected || hashes[row] == UInt128.Zero || known.Contains(hashes[row]))
                continue;
            into.Reject(
                row, rejects.OfCell(block, row, column, RejectReason.UnknownReference, cells.TextOf(block, row, column)));
        }
    }

    /// <summary>A day that stands before the one that it follows: as if it had been kept from the first.</summary>
    private void RejectBefore(RowBlock block, BlockResult into, int first, int then, RejectReason reason)
    {
        var (earlier, later) = (into.Values[plan.CleanPlaces[first]], into.Values[plan.CleanPlaces[then]]);
        for (var row = 0; row < block.Rows; row++)
        {
            // What is missing is no number, and before nothing.
            if (into.States[row] != RowState.Rejected && DayOf(later[row]) < DayOf(earlier[row]))
                into.Reject(row, rejects.OfCell(block, row, then, reason, cells.TextOf(block, row, then)));
        }

        static double DayOf(ulong bits) => Math.Floor(BitConverter.UInt64BitsToDouble(bits));
    }

    /// <summary>Their rows count as erased alone, whether they would have stayed or not.</summary>
    private void LeaveOutErased(RowBlock block, BlockResult into)
    {
        erasedRows.Clear();
        foreach (var search in erased)
        {
            search.Restart();
            for (var row = 0; row < block.Rows; row++)
                search.Next(block, row, erasedRows);
        }
        for (var row = 0; emptyAreErased && row < block.Rows; row++)
        {
            if (IsEmpty(block, row))
                erasedRows.Add(block.RowsBefore + row + 1);
        }
        foreach (var number in erasedRows.Distinct())
            into.Erase((int)(number - block.RowsBefore - 1));
    }

    private static bool IsEmpty(RowBlock block, int row)
    {
        for (var field = 0; field < block.Fields(row); field++)
        {
            if (!block.Field(row, field).IsEmpty)
                return false;
        }
        return true;
    }

    /// <summary>The reject of a row that is right by itself, for a value that stands in another row too.</summary>
    public Reject RejectDuplicate(RowBlock block, int row, int column, RejectReason reason) =>
        rejects.OfDuplicate(block, row, column, reason, cells.TextOf(block, row, column));

    /// <summary>What a row's cells show before they are read.</summary>
    private RejectReason ShapeOf(RowBlock block, int row, BlockResult into)
    {
        var flags = block.Flags[row];
        if ((flags & RowFlags.Damaged) != 0)
            return (flags & RowFlags.TooLong) != 0 ? RejectReason.RowTooLong
                : (flags & RowFlags.Unclosed) != 0 ? RejectReason.UnclosedQuote : RejectReason.MalformedQuote;
        var fields = block.Fields(row);
        if (fields < header.Width)
            return RejectReason.TooFewColumns;
        if (fields == header.Width)
            return RejectReason.None;
        for (var place = header.Width; place < fields; place++)
        {
            if (!block.Field(row, place).IsEmpty)
                return RejectReason.TooManyColumns;
        }
        if (!plan.Repairs.Allow(RepairRule.TrailingDelimiters))
            return RejectReason.TooManyColumns;
        into.Repair(row, RepairRule.TrailingDelimiters);
        return RejectReason.None;
    }

    private void SetKeys(BlockResult into, int from, int to)
    {
        if (keyParts.Length == 0)
            return;
        into.Hashes[keyParts[0]].AsSpan(from, to - from).CopyTo(into.Keys.AsSpan(from));
        foreach (var part in keyParts.AsSpan(1))
        {
            for (var row = from; row < to; row++)
            {
                Span<UInt128> both = [into.Keys[row], into.Hashes[part][row]];
                into.Keys[row] = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(both));
            }
        }
    }
}
