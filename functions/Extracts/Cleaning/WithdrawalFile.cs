using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// What rows that are not kept do not allow: a customer who stands twice is not contacted on a channel that any row denies, nor
/// sold to when any row stops it, whichever row stays, and be it that this one is rejected for something else.
/// </summary>
/// <remarks>
/// One line for a customer and a column: <c>customerId,field</c>; and one without a column for every rejected row, so that nobody
/// takes its customer for gone. What is missing or cannot be read is no leave, and of a row
/// whose cells may have moved nothing can be read.
/// </remarks>
internal sealed class WithdrawalFile : IAsyncDisposable
{
    /// <summary>The column beside the customer's id.</summary>
    public const string FieldColumn = "field";

    private readonly CsvWriter csv;
    private readonly ContractPlan plan;
    private readonly HeaderPlan header;
    private readonly CellText texts;
    private readonly CellScratch scratch = new();
    private readonly (int Column, LeaveColumn Leave)[] leaves;

    public WithdrawalFile(Stream stream, ContractPlan plan, HeaderPlan header)
    {
        this.plan = plan;
        this.header = header;
        csv = new CsvWriter(stream);
        texts = new CellText(plan.Contract.Dialect);
        csv.Row(plan.Contract.Roles.RowId, FieldColumn);
        leaves = !plan.Contract.Roles.HasPeople
            ? []
            : [.. LeaveColumn.Of(plan.Contract.Roles).Select(leave => (Column: ColumnOf(leave.Field), leave))
                .Where(leave => leave.Column >= 0)];
    }

    /// <summary>Lines with a column.</summary>
    public long Lines { get; private set; }

    /// <summary>Of these, of rows that are right but for another row with their key.</summary>
    public long OfDuplicates { get; private set; }

    /// <summary>Notes what a row that is not kept does not allow.</summary>
    public void Note(RowBlock block, int row, RejectReason reason)
    {
        if (!plan.Contract.Roles.HasPeople)
            return;
        var isMoved = (block.Flags[row] & RowFlags.Damaged) != 0 || block.Fields(row) != header.Width;
        var id = header.Places[plan.CustomerId];
        Note(block, row, id, isMoved, reason);
        if (isMoved && block.Fields(row) - header.Width + id is var moved && moved != id)
            Note(block, row, moved, isMoved, reason);
    }

    /// <param name="idPlace">Where the id is, or may be.</param>
    private void Note(RowBlock block, int row, int idPlace, bool isMoved, RejectReason reason)
    {
        if (Read(block, row, plan.CustomerId, idPlace) is not { } customerId)
            return;
        if (reason != RejectReason.DuplicateKey)
            csv.Text(customerId).Text("").EndRow();
        foreach (var (column, leave) in leaves)
        {
            if (!isMoved && leave.Allows(Read(block, row, column, header.Places[column])))
                continue;
            csv.Text(customerId).Text(leave.Field).EndRow();
            Lines++;
            OfDuplicates += reason == RejectReason.DuplicateKey ? 1 : 0;
        }
    }

    public ValueTask FlushFullAsync(CancellationToken cancellationToken) =>
        csv.IsFull ? csv.FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    /// <returns>The canonical text; null when it is missing or cannot be read.</returns>
    private string? Read(RowBlock block, int row, int column, int place)
    {
        if (place < 0 || place >= block.Fields(row))
            return null;
        scratch.Begin();
        var reading = plan.Columns[column].Read(texts.Unquote(block.Field(row, place), block.Flags[row]), scratch);
        return reading.IsRight && !reading.IsMissing ? Encoding.UTF8.GetString(reading.Canonical) : null;
    }

    private int ColumnOf(string field) => Array.FindIndex(plan.Columns, column => column.Field.Name == field);
}
