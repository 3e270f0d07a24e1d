using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Columns;

/// <summary>
/// Hashes the cells that customers are found by, or name another by, of rows that are right. Not safe for use by several threads.
/// </summary>
internal sealed class FinderCells(ContractPlan plan, HeaderPlan header)
{
    private readonly CellText texts = new(plan.Contract.Dialect);
    private readonly CellScratch scratch = new();

    public void Read(RowBlock block, BlockResult into)
    {
        for (var finder = 0; finder < plan.Finders.Length; finder++)
        {
            var (column, by) = plan.Finders[finder];
            for (var row = 0; row < block.Rows; row++)
            {
                into.Finders[finder][row] = into.States[row] != RowState.Rejected && Read(block, row, column) is { } text
                    ? HashOf(by, text)
                    : UInt128.Zero;
            }
        }
    }

    private UInt128 HashOf(FindBy? by, string text) =>
        by is null ? plan.Finder!.OfCustomer(text)
        : by.Normal(text) is { } normal ? plan.Finder!.Of(by.Kind, normal)
        : UInt128.Zero;

    /// <returns>The canonical text; null when it is missing.</returns>
    private string? Read(RowBlock block, int row, int column)
    {
        var place = header.Places[column];
        if (place < 0)
            return null;
        scratch.Begin();
        var reading = plan.Columns[column].Read(texts.Unquote(block.Field(row, place), block.Flags[row]), scratch);
        return reading.IsRight && !reading.IsMissing ? Encoding.UTF8.GetString(reading.Canonical) : null;
    }
}
