using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Columns;

/// <summary>Says why rows are rejected. Personal data is masked, and every value of a row whose columns may have moved.</summary>
internal sealed class RowRejects(ContractPlan plan, HeaderPlan header)
{
    /// <summary>The reject of a row that cannot be split into columns.</summary>
    public Reject OfRow(RowBlock block, int row, RejectReason reason)
    {
        var value = plan.HasPersonal ? RejectText.Mask : RejectText.Show(block.Raw(row));
        var message = RejectText.OfRow(reason, block.Fields(row), header.Width);
        return new(Line(block, row), block.RowsBefore + row + 1, Offset(block, row), null, null, reason, value, message);
    }

    /// <summary>The reject of a row for one of its cells.</summary>
    /// <param name="column">The field's index in the contract.</param>
    public Reject OfCell(RowBlock block, int row, int column, RejectReason reason, ReadOnlySpan<byte> text)
    {
        var read = plan.Columns[column];
        var isMasked = read.IsPersonal || MayHaveMoved(block, row);
        var value = text.IsEmpty ? "" : isMasked ? RejectText.Mask : RejectText.Show(text);
        var shown = isMasked ? "The value" : $"'{value}'";
        var number = header.Places[column] + 1;
        return new(Line(block, row), block.RowsBefore + row + 1, Offset(block, row), read.Field.Name,
            number == 0 ? null : number, reason, value, RejectText.OfValue(reason, read.Field, read.Cell, shown));
    }

    /// <summary>The reject of a row that is right by itself, for a value that stands in another row too.</summary>
    public Reject OfDuplicate(RowBlock block, int row, int column, RejectReason reason, ReadOnlySpan<byte> text)
    {
        var reject = OfCell(block, row, column, reason, text);
        return reason != RejectReason.DuplicateKey ? reject : reject with
        {
            Message = $"Another row has the same {plan.Contract.Schema.PrimaryKey}. Deliver one row for each.",
        };
    }

    private static long? Line(RowBlock block, int row) => block.HasLines ? block.LineOf(row) : null;

    private static long? Offset(RowBlock block, int row) => block.HasLines ? block.OffsetOf(row) : null;

    /// <summary>
    /// A delimiter inside a value without quotes moves what follows under other columns: personal data may stand anywhere.
    /// </summary>
    private bool MayHaveMoved(RowBlock block, int row) => plan.HasPersonal && block.Fields(row) != header.Width;
}
