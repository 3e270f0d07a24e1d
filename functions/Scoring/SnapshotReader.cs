using ReapFunctions.Extracts;

namespace ReapFunctions.Scoring;

/// <summary>
/// Reads clean rows back as a snapshot. Text becomes codes into a dictionary, numbers (number, integer, year) doubles, booleans flags, dates
/// and date-times day numbers, the time of day as fraction; all other types are text.
/// </summary>
public static class SnapshotReader
{
    /// <param name="clean">The clean rows of one bucket, as cleaning wrote them.</param>
    /// <param name="contract">The contract that they were cleaned by.</param>
    /// <exception cref="InvalidDataException">The stream does not hold clean rows of this contract.</exception>
    public static async Task<Snapshot> ReadAsync(Stream clean, Contract contract, CancellationToken cancel)
    {
        var fields = contract.CleanFields.ToArray();
        await using var source = await TextSource.OpenAsync(clean, TextEncoding.Utf8, cancel);
        var rows = new RowReader(source, new Dialect()) { Width = fields.Length };
        var block = new RowBlock();
        if (!await rows.ReadHeaderAsync(block, cancel) || !HasHeader(block, fields))
            throw new InvalidDataException($"These are not clean rows of '{contract.Source}'. Clean the extract again: its contract has changed.");
        var columns = fields.Select(SnapshotColumnBuilder.For).ToArray();
        var texts = new CellText(new Dialect());
        var count = 0;
        while (await rows.ReadAsync(block, cancel))
        {
            for (var row = 0; row < block.Rows; row++)
                AddRow(block, row, columns, texts);
            count += block.Rows;
        }
        return new Snapshot([.. columns.Select(column => column.Build())], count);
    }

    private static void AddRow(RowBlock block, int row, SnapshotColumnBuilder[] columns, CellText texts)
    {
        if (block.Fields(row) != columns.Length)
            throw new InvalidDataException($"Line {block.LineOf(row)} of the clean rows has {block.Fields(row)} columns, not {columns.Length}. Clean the extract again.");
        for (var column = 0; column < columns.Length; column++)
        {
            var field = block.Field(row, column);
            if (field.IsEmpty)
                columns[column].AddMissing();
            else
                columns[column].Add(texts.Of(field, block.Flags[row]));
        }
    }

    private static bool HasHeader(RowBlock block, Field[] fields)
    {
        var texts = new CellText(new Dialect());
        return block.Fields(0) == fields.Length && Enumerable.Range(0, fields.Length)
            .All(place => System.Text.Encoding.UTF8.GetString(texts.Of(block.Field(0, place), block.Flags[0])) == fields[place].Name);
    }
}
