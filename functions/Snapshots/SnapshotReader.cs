using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Reads clean rows back as a snapshot. Text becomes codes into a dictionary, numbers (number, integer, year) doubles, booleans
/// flags, dates and date-times day numbers, the time of day as fraction; all other types are text.
/// </summary>
public static class SnapshotReader
{
    /// <summary>Of a column that is not read: hashes that customers are found by are no facts about them.</summary>
    private static readonly Field PassedOver = new() { Name = "" };

    /// <param name="clean">The clean rows of one bucket, as cleaning wrote them.</param>
    /// <param name="contract">The contract that they were cleaned by.</param>
    /// <exception cref="InvalidDataException">The stream does not hold clean rows of this contract.</exception>
    public static async Task<Snapshot> ReadAsync(Stream clean, Contract contract, CancellationToken cancellationToken)
    {
        var fields = FieldsOf(contract);
        var snapshot = await ReadAsync(
            clean, name => fields.GetValueOrDefault(name) ?? (contract.Roles.IsHashed(name) ? PassedOver : null),
            cancellationToken);
        return snapshot.Columns.Select(column => column.Name).SequenceEqual(fields.Keys)
            ? snapshot
            : throw NotClean($"of '{contract.Source}'");
    }

    /// <summary>Reads some columns of clean rows; one of hashes, which are no facts, as text.</summary>
    /// <param name="names">Columns that the rows lack, as they were cleaned by an earlier contract, are missing.</param>
    internal static async Task<Snapshot> ReadSomeAsync(
        Stream clean, Contract contract, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        var fields = FieldsOf(contract);
        return await ReadAsync(
            clean,
            name => names.Contains(name) ? fields.GetValueOrDefault(name) ?? new Field { Name = name } : PassedOver,
            cancellationToken);
    }

    /// <summary>
    /// Reads clean rows of a detail source or a reference, of a night when its contract may have been another: a column that is
    /// new since is missing.
    /// </summary>
    /// <inheritdoc cref="ReadAsync(Stream, Contract, CancellationToken)"/>
    public static async Task<Snapshot> ReadDetailsAsync(Stream clean, Contract contract, CancellationToken cancellationToken)
    {
        var fields = FieldsOf(contract);
        var found = await ReadAsync(
            clean, name => fields.GetValueOrDefault(name) ?? new Field { Name = name }, cancellationToken);
        return new Snapshot(
            [.. fields.Values.Select(field => found.TryGet(field.Name, out var column)
                ? column
                : SnapshotColumnBuilder.Missing(field, found.Rows))], found.Rows);
    }

    /// <param name="rows">Canonical rows under a header.</param>
    /// <param name="fieldOf">What a column of the header holds; null when it does not belong there.</param>
    /// <exception cref="InvalidDataException">The stream does not hold such rows.</exception>
    public static async Task<Snapshot> ReadAsync(Stream rows, Func<string, Field?> fieldOf, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(rows, TextEncoding.Utf8, cancellationToken);
        var reader = new RowReader(source, new Dialect());
        var block = new RowBlock();
        if (!await reader.ReadHeaderAsync(block, cancellationToken))
            throw NotClean("with a header");
        var columns = Header(block)
            .Select(name => SnapshotColumnBuilder.For(fieldOf(name) ?? throw NotClean($"without a column '{name}'"))).ToArray();
        reader.Width = columns.Length;
        var texts = new CellText(new Dialect());
        var count = 0;
        while (await reader.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows; row++)
                AddRow(block, row, columns, texts);
            count += block.Rows;
        }
        return new Snapshot([.. columns.Select(column => column.Build()).Where(column => column.Name.Length > 0)], count);
    }

    /// <summary>A customer's id is text whatever its field holds: what it is known by elsewhere.</summary>
    private static Dictionary<string, Field> FieldsOf(Contract contract) => contract.CleanFields.ToDictionary(
        field =>
            field.Name, field =>
            field.Name == contract.Roles.CustomerId ? new Field { Name = field.Name } : field, StringComparer.Ordinal);

    private static void AddRow(RowBlock block, int row, SnapshotColumnBuilder[] columns, CellText texts)
    {
        if (block.Fields(row) != columns.Length)
            throw new InvalidDataException(
                $"Line {block.LineOf(row)} of the clean rows has {block.Fields(row)} columns, not {columns.Length}. Clean the "
                + "extract again.");
        for (var column = 0; column < columns.Length; column++)
        {
            var field = block.Field(row, column);
            if (field.IsEmpty)
                columns[column].AddMissing();
            else
                columns[column].Add(texts.Unquote(field, block.Flags[row]));
        }
    }

    private static string[] Header(RowBlock block)
    {
        var texts = new CellText(new Dialect());
        return [.. Enumerable.Range(0, block.Fields(0))
            .Select(place => Encoding.UTF8.GetString(texts.Unquote(block.Field(0, place), block.Flags[0])))];
    }

    private static InvalidDataException NotClean(string what) =>
        new($"These are not clean rows {what}. Clean the extract again: its contract has changed.");
}
