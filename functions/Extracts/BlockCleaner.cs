using System.Buffers;
using System.Text.Unicode;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// Cleans the rows of one block by themselves: everything that can be said about a row without looking at others. Not safe for use by
/// several threads; several may work side by side on different blocks.
/// </summary>
internal sealed class BlockCleaner(ContractPlan plan, HeaderPlan header, int buckets)
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(control => control is not ('\t' or '\n' or '\r')).Select(control => (byte)control), 0x7F]);

    private readonly CellScratch scratch = new();
    private readonly CellText texts = new(plan.Contract.Dialect);
    private readonly bool hasPersonal = plan.Columns.Any(column => column.IsPersonal);
    private readonly int[] cleanPlaces = CleanPlaces(plan);
    private readonly int[] uniquePlaces = [.. plan.Columns.Select((_, index) => Array.IndexOf(plan.Unique, index))];
    private readonly UInt128[] keyParts = new UInt128[plan.Key.Length];
    private readonly int[] keyPlaces = [.. plan.Columns.Select((_, index) => Array.IndexOf(plan.Key, index))];

    public void Clean(RowBlock block, CleanBlock into)
    {
        into.Clear();
        for (var row = 0; row < block.Rows; row++)
            CleanRow(block, row, into);
    }

    private void CleanRow(RowBlock block, int row, CleanBlock into)
    {
        scratch.Begin();
        var reason = ShapeOf(block, row);
        if (reason != RejectReason.None)
        {
            RejectRow(block, row, reason, into);
            return;
        }
        var start = into.Length;
        into.EnsureRows(into.Count + 1);
        var bucket = 0;
        for (var index = 0; index < plan.Columns.Length; index++)
        {
            var column = plan.Columns[index];
            var place = header.Places[index];
            var text = place < 0 ? default : texts.Of(Delivered(block, row, place), block.Flags[row]);
            reason = Readable(block, text);
            if (reason != RejectReason.None)
            {
                Undo(into, start);
                RejectCell(block, row, index, reason, text, into);
                return;
            }
            ReadOnlySpan<byte> canonical = default;
            var value = double.NaN;
            var isMissing = place < 0;
            reason = isMissing ? RejectReason.None : column.Read(text, scratch, out canonical, out value, out isMissing);
            if (reason != RejectReason.None)
            {
                Undo(into, start);
                RejectCell(block, row, index, reason, text, into);
                return;
            }
            if (index == plan.CustomerId)
                bucket = buckets == 1 ? 0 : CustomerKey.Bucket(canonical, buckets);
            Keep(index, column, canonical, value, isMissing, into);
        }
        into.Bytes[into.Length - 1] = (byte)'\n';
        into.Rows[into.Count++] = new(row, start, bucket, Key(), into.Repairs.Count);
        scratch.AddTo(into.Repairs);
    }

    /// <summary>Appends a value to the row's bytes and notes what is later added up and compared.</summary>
    private void Keep(int index, ColumnPlan column, ReadOnlySpan<byte> canonical, double value, bool isMissing, CleanBlock into)
    {
        var hash = UInt128.Zero;
        if (keyPlaces[index] >= 0)
            keyParts[keyPlaces[index]] = hash = Hash128.Of(canonical);
        if (uniquePlaces[index] >= 0)
            into.Unique[uniquePlaces[index]][into.Count] = isMissing ? UInt128.Zero : hash = Hash128.Of(canonical);
        var place = cleanPlaces[index];
        if (place < 0)
            return;
        into.Values[place][into.Count] = isMissing ? ColumnStatistics.MissingBits
            : double.IsNaN(value) ? (ulong)(hash == UInt128.Zero ? Hash128.Of(canonical) : hash)
            : BitConverter.DoubleToUInt64Bits(value);
        into.EnsureBytes(canonical.Length * 2 + 3);
        if (!isMissing)
        {
            var free = into.Bytes.AsSpan(into.Length);
            if (column.Cell.IsText)
                into.Length += CsvWriter.Quote(canonical, free);
            else
            {
                canonical.CopyTo(free);
                into.Length += canonical.Length;
            }
        }
        into.Bytes[into.Length++] = (byte)',';
    }

    private UInt128 Key()
    {
        if (keyParts.Length == 0)
            return UInt128.Zero;
        var key = keyParts[0];
        for (var part = 1; part < keyParts.Length; part++)
        {
            Span<UInt128> both = [key, keyParts[part]];
            key = Hash128.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(both));
        }
        return key;
    }

    /// <summary>What a row's cells show before they are read.</summary>
    private RejectReason ShapeOf(RowBlock block, int row)
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
        scratch.Note(RepairRule.TrailingDelimiters);
        return RejectReason.None;
    }

    private ReadOnlySpan<byte> Delivered(RowBlock block, int row, int place)
    {
        var field = block.Field(row, place);
        if (place != 0 || block.IsAscii || !field.StartsWith("\uFEFF"u8) || !plan.Repairs.Allow(RepairRule.ByteOrderMark))
            return field;
        scratch.Note(RepairRule.ByteOrderMark);
        return field[3..];
    }

    private static RejectReason Readable(RowBlock block, ReadOnlySpan<byte> text)
    {
        if (block.IsAscii && !block.HasControls)
            return RejectReason.None;
        if (!block.IsAscii && !Utf8.IsValid(text))
            return RejectReason.InvalidEncoding;
        return block.HasControls && text.ContainsAny(Controls) ? RejectReason.ControlCharacter : RejectReason.None;
    }

    private static void Undo(CleanBlock into, int start) => into.Length = start;

    private void RejectRow(RowBlock block, int row, RejectReason reason, CleanBlock into)
    {
        var value = hasPersonal ? RejectReasons.Mask : RejectReasons.Show(block.Raw(row));
        var message = RejectReasons.OfRow(reason, block.Fields(row), header.Width);
        into.Rejects.Add((row, new(block.LineOf(row), block.RowsBefore + row + 1, block.OffsetOf(row), null, null, reason, value, message)));
    }

    private void RejectCell(RowBlock block, int row, int index, RejectReason reason, ReadOnlySpan<byte> text, CleanBlock into) =>
        into.Rejects.Add((row, RejectOf(block, row, index, reason, text)));

    /// <summary>The reject of a row for one of its cells.</summary>
    private Reject RejectOf(RowBlock block, int row, int index, RejectReason reason, ReadOnlySpan<byte> text)
    {
        var column = plan.Columns[index];
        var value = text.IsEmpty ? "" : column.IsPersonal ? RejectReasons.Mask : RejectReasons.Show(text);
        var shown = column.IsPersonal ? "The value" : $"'{value}'";
        var number = header.Places[index] + 1;
        return new(block.LineOf(row), block.RowsBefore + row + 1, block.OffsetOf(row), column.Field.Name, number == 0 ? null : number,
            reason, value, RejectReasons.OfValue(reason, column.Field, column.Cell, shown));
    }

    /// <summary>The reject of a row that is right by itself, for a value that stands in another row too.</summary>
    public Reject RejectDuplicate(RowBlock block, int row, int index, RejectReason reason)
    {
        var place = header.Places[index];
        var text = place < 0 ? default : texts.Of(block.Field(row, place), block.Flags[row]);
        var reject = RejectOf(block, row, index, reason, text);
        return reason != RejectReason.DuplicateKey ? reject : reject with
        {
            Message = $"Another row has the same {plan.Contract.Schema.PrimaryKey}. Deliver one row for each.",
        };
    }

    private static int[] CleanPlaces(ContractPlan plan) =>
        [.. plan.Columns.Select((_, index) => Array.IndexOf(plan.Clean, index))];
}
