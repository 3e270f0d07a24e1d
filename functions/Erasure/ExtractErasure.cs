using System.IO.Compression;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Erasure;

/// <summary>
/// Copies an extract without the rows of one customer. A row that is erased stays as a row without cells, so that the numbers of
/// rows in receipts and rejects stay true. All else stays byte for byte; what is not UTF-8 is written as UTF-8 with its mark.
/// </summary>
internal sealed class ExtractErasure
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly ContractPlan plan;
    private readonly Dialect dialect;
    private readonly byte[] id;
    private readonly CellText texts;
    private readonly CellScratch scratch = new();
    private readonly byte[] delimiter;

    public ExtractErasure(Contract contract, string customerId)
    {
        plan = new ContractPlan(contract);
        dialect = contract.Dialect;
        id = Encoding.UTF8.GetBytes(customerId);
        texts = new CellText(dialect);
        delimiter = [(byte)dialect.Delimiter[0]];
    }

    /// <summary>Copies the extract.</summary>
    /// <param name="rows">Receives the numbers of the rows erased, 1-based.</param>
    /// <returns>Rows erased.</returns>
    /// <exception cref="InvalidDataException">A damaged gzip file, or one without the column of the customer's id.</exception>
    public async Task<int> CopyAsync(Stream upload, Stream output, ICollection<long> rows, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(
            upload, TextEncodingName.Of(dialect.Encoding)!.Value, cancellationToken);
        await using var packed = source.IsGzip ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        var target = packed ?? output;
        if (source.ByteOrderMark > 0 || source.Encoding != TextEncoding.Utf8)
            await target.WriteAsync(Mark, cancellationToken);
        var reader = new RowReader(source, dialect);
        var block = new RowBlock();
        var place = await CopyHeaderAsync(reader, block, target, cancellationToken);
        rows.Clear();
        while (await reader.ReadAsync(block, cancellationToken))
            await CopyAsync(block, place, reader.Width, target, rows, cancellationToken);
        return rows.Count;
    }

    /// <summary>Copies the header and finds the column of the customer's id.</summary>
    private async Task<int> CopyHeaderAsync(RowReader reader, RowBlock block, Stream target, CancellationToken cancellationToken)
    {
        var header = HeaderPlan.Headerless(plan.Columns);
        if (dialect.Header)
        {
            var names = new List<string>();
            for (var number = 1; number <= dialect.HeaderRows.Max()
                && await reader.ReadHeaderAsync(block, cancellationToken); number++)
            {
                if (dialect.HeaderRows.Contains(number))
                    HeaderPlan.AddNames(block, texts, dialect, names);
                await target.WriteAsync(block.Bytes.AsMemory(0, block.Length), cancellationToken);
            }
            header = HeaderPlan.Match(names, plan.Columns, []);
        }
        reader.Width = header.Width;
        return header.Places[plan.CustomerId] is var place and >= 0
            ? place
            : throw new InvalidDataException($"The file has no column '{plan.Contract.Roles.CustomerId}'.");
    }

    private async Task CopyAsync(
        RowBlock block, int place, int width, Stream target, ICollection<long> rows, CancellationToken cancellationToken)
    {
        var copied = 0;
        for (var row = 0; row < block.Rows; row++)
        {
            if (!IsOfCustomer(block, row, place, width))
                continue;
            rows.Add(block.RowsBefore + row + 1);
            await target.WriteAsync(block.Bytes.AsMemory(copied, block.Starts[row] - copied), cancellationToken);
            for (var cell = 1; cell < width; cell++)
                await target.WriteAsync(delimiter, cancellationToken);
            copied = block.Starts[row] + block.Raw(row).Length;
        }
        await target.WriteAsync(block.Bytes.AsMemory(copied, block.Length - copied), cancellationToken);
    }

    /// <summary>
    /// By the cell of the id; a row that cannot be split into its cells is the customer's when the id stands anywhere in it.
    /// </summary>
    private bool IsOfCustomer(RowBlock block, int row, int place, int width)
    {
        var raw = block.Raw(row);
        var whole = (block.Flags[row] & RowFlags.Damaged) == 0 && block.Fields(row) == width;
        if (!whole)
            return IdText.StandsIn(raw, id);
        var text = texts.Unquote(block.Field(row, place), block.Flags[row]);
        if (WhiteSpace.Trim(text).SequenceEqual(id))
            return true;
        scratch.Begin();
        var reading = plan.Columns[plan.CustomerId].Read(text, scratch);
        return reading.IsRight && reading.Canonical.SequenceEqual(id);
    }
}
