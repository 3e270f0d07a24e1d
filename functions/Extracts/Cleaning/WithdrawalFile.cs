using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// What rows that are not kept deny: a customer who stands twice is not contacted on a channel that any row denies, whichever
/// row stays, and be it that the denying one is rejected for something else.
/// </summary>
/// <remarks>
/// One line for a customer and a column of consent: <c>customerId,field</c>. A consent that is missing or cannot be read is no
/// yes.
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
    private readonly (int Column, byte[][] Yes)[] consents;

    public WithdrawalFile(Stream stream, ContractPlan plan, HeaderPlan header)
    {
        this.plan = plan;
        this.header = header;
        csv = new CsvWriter(stream);
        texts = new CellText(plan.Contract.Dialect);
        csv.Row(plan.Contract.Roles.CustomerId, FieldColumn);
        consents = plan.Contract.Roles.Detail is not null
            ? []
            : [.. plan.Contract.Roles.Consents.Values.Where(consent => consent.Field is not null)
                .GroupBy(consent => consent.Field)
                .Select(group => (
                    ColumnOf(group.Key!),
                    group.SelectMany(consent => consent.Is).Distinct().Select(Encoding.UTF8.GetBytes).ToArray()))
                .Where(consent => consent.Item1 >= 0)];
    }

    /// <summary>Lines written.</summary>
    public long Lines { get; private set; }

    /// <summary>Of these, of rows that are right but for another row with their key.</summary>
    public long OfDuplicates { get; private set; }

    /// <summary>Notes what a row that is not kept denies; nothing when its cells may have moved.</summary>
    public void Note(RowBlock block, int row, RejectReason reason)
    {
        if (consents.Length == 0 || (block.Flags[row] & RowFlags.Damaged) != 0 || block.Fields(row) != header.Width)
            return;
        var id = Read(block, row, plan.CustomerId);
        if (!id.IsRight || id.IsMissing)
            return;
        var customerId = id.Canonical.ToArray();
        foreach (var (column, yes) in consents)
        {
            if (IsYes(Read(block, row, column), yes))
                continue;
            csv.Text(customerId).Text(plan.Columns[column].Field.Name).EndRow();
            Lines++;
            OfDuplicates += reason == RejectReason.DuplicateKey ? 1 : 0;
        }
    }

    public ValueTask FlushFullAsync(CancellationToken cancellationToken) =>
        csv.IsFull ? csv.FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private Reading Read(RowBlock block, int row, int column)
    {
        scratch.Begin();
        var place = header.Places[column];
        return plan.Columns[column].Read(
            place < 0 ? default : texts.Unquote(block.Field(row, place), block.Flags[row]), scratch);
    }

    private static bool IsYes(Reading consent, byte[][] yes)
    {
        if (!consent.IsRight || consent.IsMissing)
            return false;
        foreach (var value in yes)
        {
            if (consent.Canonical.SequenceEqual(value))
                return true;
        }
        return false;
    }

    private int ColumnOf(string field)
    {
        for (var column = 0; column < plan.Columns.Length; column++)
        {
            if (plan.Columns[column].Field.Name == field)
                return column;
        }
        return -1;
    }
}
