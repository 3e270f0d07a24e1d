using System.IO.Hashing;
using System.Text.Unicode;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// Reads one cell by all the rules: quotes, encoding, missing markers, repairs, constraints. Not safe for use by several threads.
/// </summary>
internal sealed class CellByRules(ContractPlan plan, HeaderPlan header)
{
    private readonly CellScratch scratch = new();
    private readonly CellText texts = new(plan.Contract.Dialect);

    /// <summary>The cell's text as delivered, without quotes; holds until the next call.</summary>
    public ReadOnlySpan<byte> TextOf(RowBlock block, int row, int column)
    {
        var place = header.Places[column];
        return place < 0 ? default : texts.Unquote(block.Field(row, place), block.Flags[row]);
    }

    /// <summary>Reads a cell of a column that the file has; edits and repairs that it takes are noted.</summary>
    /// <param name="canonical">The value's canonical text, empty when missing; holds until the next call.</param>
    public RejectReason Read(
        RowBlock block, int row, int column, BlockResult into, out ReadOnlySpan<byte> canonical, out ulong bits)
    {
        scratch.Begin();
        canonical = default;
        bits = ColumnStatistics.MissingBits;
        var field = block.Field(row, header.Places[column]);
        var text = texts.Unquote(Delivered(block, field, header.Places[column]), block.Flags[row]);
        var reason = Readable(block, text);
        if (reason != RejectReason.None)
            return reason;
        var columnPlan = plan.Columns[column];
        var reading = columnPlan.Read(text, scratch);
        canonical = reading.Canonical;
        if (!reading.IsRight)
            return reading.Reason;
        into.Repair(row, column, scratch);
        bits = BitsOf(reading);
        if (plan.CleanPlaces[column] >= 0)
            Edit(field, reading, columnPlan.Cell.IsText, row, column, into.Edits);
        return RejectReason.None;
    }

    /// <summary>The value as <see cref="ColumnStatistics.Add"/> takes it.</summary>
    private static ulong BitsOf(Reading reading)
    {
        if (reading.IsMissing)
            return ColumnStatistics.MissingBits;
        // A minus zero is a zero.
        return double.IsNaN(reading.Value)
            ? (ulong)XxHash128.HashToUInt128(reading.Canonical)
            : BitConverter.DoubleToUInt64Bits(reading.Value + 0.0);
    }

    private static void Edit(ReadOnlySpan<byte> field, Reading reading, bool isText, int row, int column, EditList edits)
    {
        var canonical = reading.Canonical;
        if (isText && !reading.IsMissing && (canonical.IsEmpty || canonical.ContainsAny(CsvWriter.Special)))
            edits.AddQuoted(row, column, canonical);
        else if (!field.SequenceEqual(canonical))
            edits.Add(row, column, canonical);
    }

    private ReadOnlySpan<byte> Delivered(RowBlock block, ReadOnlySpan<byte> field, int place)
    {
        if (place != 0 || block.IsAscii || !field.StartsWith("\uFEFF"u8) || !plan.Repairs.Allow(RepairRule.ByteOrderMark))
            return field;
        scratch.Note(RepairRule.ByteOrderMark);
        return field[3..];
    }

    private static RejectReason Readable(RowBlock block, ReadOnlySpan<byte> text)
    {
        if (!block.IsText && !Utf8.IsValid(text))
            return RejectReason.InvalidEncoding;
        return block.HasControls && text.ContainsAny(ControlBytes.All) ? RejectReason.ControlCharacter : RejectReason.None;
    }
}
