using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Corrections;

/// <summary>
/// An extract with corrected rows in the place of those that were rejected, all others byte for byte; comments and blank lines
/// are left out.
/// </summary>
/// <remarks>
/// <code>
///   extract        correction                        result
///   a,1            (row 2 x…)  b,2   by its row      a,1
///   b,x            c,3               by its key      b,2
///   c,?            d,4               no row has it   c,3
///                                                    d,4
/// </code>
/// 1. A row with the mark that the file of rejects has for it takes the place of the row of that number, when it still holds just
///    what was rejected: the extract may have been uploaded again since.
/// 2. A row without one takes the place of all rows with its key.
/// 3. A row whose key no row has is added at the end.
/// </remarks>
internal sealed class CorrectedExtract(Contract contract, Correction correction)
{
    private readonly Dialect dialect = contract.Dialect;
    private readonly IReadOnlyList<string> key = contract.Schema.PrimaryKey.Names;
    private readonly DialectWriter writer = new(contract.Dialect);
    private readonly CellText texts = new(contract.Dialect);
    private readonly Dictionary<RejectedRow, CorrectedRow> byRow = [];
    private readonly Dictionary<string, List<CorrectedRow>> byKey = [];
    private readonly HashSet<string> written = [];
    private int[] places = [];
    private int[] keyNames = [];

    /// <summary>Rows that took the place of others.</summary>
    public int Replaced { get; private set; }

    /// <summary>Of these, rows that have another key than the row that they stand for.</summary>
    public int Rekeyed { get; private set; }

    /// <summary>Rows that were added.</summary>
    public int Added { get; private set; }

    /// <summary>Writes the result as UTF-8 with its mark, which wins over the contract's encoding.</summary>
    /// <exception cref="CorrectionException">The correction does not fit the extract.</exception>
    public async Task WriteAsync(Stream extract, Stream output, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(
            extract, TextEncoding.Of(dialect.Encoding)!, cancellationToken);
        var rows = new RowReader(source, dialect);
        var block = new RowBlock();
        await output.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        var names = await HeaderAsync(rows, block, output, cancellationToken);
        rows.Width = names.Count;
        Sort(names);
        var keyPlaces = key.Select(name => names.FindIndex(column => column == name)).ToArray();
        while (await rows.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows; row++)
                await RowAsync(block, row, keyPlaces, names.Count, output, cancellationToken);
        }
        await RestAsync(output, cancellationToken);
    }

    private async Task<List<string>> HeaderAsync(
        RowReader rows, RowBlock block, Stream output, CancellationToken cancellationToken)
    {
        if (!dialect.Header)
            return [.. contract.Schema.Fields.Select(field => field.Name)];
        var names = new List<string>();
        for (var number = 1; number <= dialect.HeaderRows.Max() && await rows.ReadHeaderAsync(block, cancellationToken); number++)
        {
            if (dialect.HeaderRows.Contains(number))
                HeaderPlan.AddNames(block, texts, dialect, names);
            await LineAsync(block, 0, output, cancellationToken);
        }
        return names;
    }

    /// <summary>Finds the extract's columns in the correction, and what each of its rows stands for.</summary>
    private void Sort(List<string> names)
    {
        places = [.. names.Select((name, index) => PlaceOf(name.Length > 0 ? name : $"(column {index + 1})"))];
        keyNames = [.. key.Select(PlaceOf)];
        foreach (var row in correction.Rows)
        {
            if (row.Row is { } rejected)
            {
                if (!byRow.TryAdd(rejected, row))
                    throw new CorrectionException(
                        $"Line {row.Line} of the file of corrections is for row {rejected.Number}, as another line is. Leave "
                        + "one.");
            }
            else
            {
                var text = key.Count == 0 ? $"line {row.Line}" : KeyOf(keyNames.Select(row.CellOr));
                if (!byKey.TryGetValue(text, out var same))
                    byKey[text] = same = [];
                same.Add(row);
            }
        }
    }

    private int PlaceOf(string name)
    {
        var names = correction.Names;
        var exact = Enumerable.Range(0, names.Count).Where(place => names[place] == name).ToList();
        if (exact.Count > 0)
            return exact[0];
        var alike = Enumerable.Range(0, names.Count)
            .Where(place => names[place].Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (alike.Count == 1)
            return alike[0];
        throw new CorrectionException(
            $"The file of corrections lacks the column '{name}' of the extract. Take the file of rejects, correct its rows and "
            + "leave its first row as it is.");
    }

    private async Task RowAsync(
        RowBlock block, int row, int[] keyPlaces, int width, Stream output, CancellationToken cancellationToken)
    {
        if (byRow.Count > 0 && byRow.Remove(
            new RejectedRow(block.RowsBefore + row + 1, RejectedRow.HashOf(block.Raw(row))), out var corrected))
        {
            Replaced++;
            if (block.Fields(row) == width && key.Count > 0
                && KeyOf(keyPlaces.Select(place => Text(block, row, place))) != KeyOf(keyNames.Select(corrected.CellOr)))
                Rekeyed++;
            await output.WriteAsync(Written(corrected), cancellationToken);
        }
        else if (byKey.Count > 0 && key.Count > 0 && block.Fields(row) == width
            && KeyOf(keyPlaces.Select(place => Text(block, row, place))) is var text && byKey.TryGetValue(text, out var rows))
        {
            if (!written.Add(text))
                return;
            foreach (var other in rows)
            {
                Replaced++;
                await output.WriteAsync(Written(other), cancellationToken);
            }
        }
        else
            await LineAsync(block, row, output, cancellationToken);
    }

    /// <summary>Adds the rows of new keys, and makes sure that no row was meant for another extract.</summary>
    private async Task RestAsync(Stream output, CancellationToken cancellationToken)
    {
        if (byRow.Values.MinBy(row => row.Line) is { } stray)
            throw new CorrectionException(
                $"Line {stray.Line} of the file of corrections is for row {stray.Row!.Value.Number}, which does not stand in the "
                + "extract as it was rejected: it is corrected already, or the extract was uploaded again since. Take the newest "
                + "file of rejects.");
        foreach (var row in byKey.Where(rows => !written.Contains(rows.Key)).SelectMany(rows => rows.Value))
        {
            Added++;
            await output.WriteAsync(Written(row), cancellationToken);
        }
    }

    private byte[] Written(CorrectedRow row)
    {
        try
        {
            return writer.Row([.. places.Select(row.CellOr)]);
        }
        catch (FormatException fault)
        {
            throw new CorrectionException($"Line {row.Line} of the file of corrections cannot be written: {fault.Message}");
        }
    }

    private string Text(RowBlock block, int row, int place) => place < 0
        ? ""
        : Encoding.UTF8.GetString(texts.Unquote(block.Field(row, place), block.Flags[row]));

    private static string KeyOf(IEnumerable<string> texts) => string.Join('\u001f', texts.Select(text => text.Trim()));

    private static async ValueTask LineAsync(RowBlock block, int row, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(block.Bytes.AsMemory(block.Starts[row], block.Raw(row).Length), cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
