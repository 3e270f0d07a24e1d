using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Csv.Packed;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Erasure;

/// <summary>
/// Copies an extract without the rows of one customer, the enquiries of whom became them among these, and without their id where
/// others name them as having referred them. A row that is erased stays as a row without cells, so that the numbers of rows in
/// receipts and rejects stay true. All else stays byte for byte; what is not UTF-8 is written as UTF-8 with its mark, and of
/// Parquet the values, types and groups of rows stay.
/// </summary>
internal sealed class ExtractErasure
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly ContractPlan plan;
    private readonly Dialect dialect;
    private readonly string customerId;
    private readonly byte[] id;
    private readonly CellText texts;
    private readonly byte[] delimiter;

    public ExtractErasure(Contract contract, string customerId)
    {
        plan = new ContractPlan(contract);
        dialect = contract.Dialect;
        this.customerId = customerId;
        id = Encoding.UTF8.GetBytes(customerId);
        texts = new CellText(dialect);
        delimiter = [(byte)dialect.Delimiter[0]];
    }

    /// <summary>
    /// Whether the file that was read last has a first row that is no header: rows were then looked for in the order of the
    /// contract's fields.
    /// </summary>
    public bool LacksHeader { get; private set; }

    /// <summary>
    /// Of the file that was read last: the numbers of rows of others who name the customer as having referred them. The cell is
    /// emptied; a row whose cells do not stand in their places goes whole.
    /// </summary>
    public IReadOnlySet<long> Naming { get; private set; } = new HashSet<long>();

    /// <summary>The numbers of the customer's rows, 1-based; 0 is a first row that is no header.</summary>
    /// <exception cref="UnreadableFileException">A packed file that cannot be unpacked.</exception>
    /// <exception cref="InvalidDataException">A file without the column of the customer's id.</exception>
    public async Task<IReadOnlySet<long>> FindAsync(Stream upload, CancellationToken cancellationToken)
    {
        var found = new HashSet<long>();
        await using var source = await OpenAsync(upload, cancellationToken);
        var reader = new RowReader(source, dialect);
        var block = new RowBlock();
        var (header, first, _) = await ReadHeaderAsync(reader, block, cancellationToken);
        if (LacksHeader && first[header.Places[plan.CustomerId]] == customerId)
            found.Add(0);
        var own = new[] { plan.CustomerId, plan.Became }.Where(column => column >= 0 && header.Places[column] >= 0)
            .Select(column => new IdSearch(plan, header, IsCustomer, column)).ToArray();
        var naming = new HashSet<long>();
        var others = plan.ReferredBy >= 0 && header.Places[plan.ReferredBy] >= 0
            ? new IdSearch(plan, header, IsCustomer, plan.ReferredBy)
            : null;
        while (await reader.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows; row++)
            {
                foreach (var search in own)
                    search.Next(block, row, found);
                others?.Next(block, row, naming);
            }
        }
        naming.ExceptWith(found);
        Naming = naming;
        return found;
    }

    /// <summary>Copies the extract when it has rows of the customer, or that name them.</summary>
    /// <param name="upload">Is read twice: which rows are the customer's may show only in the row after them.</param>
    /// <returns>Rows erased or changed; with 0 nothing is written.</returns>
    /// <exception cref="UnreadableFileException">A packed file that cannot be unpacked.</exception>
    /// <exception cref="InvalidDataException">A file without the column of the customer's id.</exception>
    public async Task<int> CopyAsync(Stream upload, Stream output, CancellationToken cancellationToken)
    {
        var rows = await FindAsync(upload, cancellationToken);
        var changed = rows.Count + Naming.Count;
        if (changed == 0)
            return 0;
        upload.Position = 0;
        if (await ParquetContract.IsParquetAsync(upload, cancellationToken))
        {
            await EmptyAsync(upload, output, rows, cancellationToken);
            return changed;
        }
        await using var source = await OpenAsync(upload, cancellationToken);
        await using var packed = PackedOutput.Of(output, source);
        var target = packed.Stream;
        if (source.ByteOrderMark > 0 || source.Encoding != TextEncoding.Utf8)
            await target.WriteAsync(Mark, cancellationToken);
        var reader = new RowReader(source, dialect);
        var block = new RowBlock();
        var (header, _, raw) = await ReadHeaderAsync(reader, block, cancellationToken);
        await target.WriteAsync(rows.Contains(0) ? WithoutCells(header.Width) : raw, cancellationToken);
        while (await reader.ReadAsync(block, cancellationToken))
            await CopyAsync(block, header, target, rows, cancellationToken);
        return changed;
    }

    /// <summary>By way of temporary files: Parquet is read and written at many places of a file.</summary>
    private async Task EmptyAsync(
        Stream upload, Stream output, IReadOnlySet<long> rows, CancellationToken cancellationToken)
    {
        await using var copy = RereadableStream.TemporaryFile();
        await using var written = RereadableStream.TemporaryFile();
        await upload.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        await ParquetCopy.WriteAsync(
            copy, written, rows, cancellationToken, Naming.Count == 0 ? null : (plan.Contract.Roles.ReferredBy!, Naming));
        written.Position = 0;
        await written.CopyToAsync(output, cancellationToken);
    }

    private Task<TextSource> OpenAsync(Stream upload, CancellationToken cancellationToken) =>
        TextSource.OpenAsync(upload, TextEncoding.Of(dialect.Encoding)!, cancellationToken);

    private bool IsCustomer(ReadOnlySpan<byte> text) => text.SequenceEqual(id);

    private byte[] WithoutCells(int width) => [.. Enumerable.Repeat(delimiter[0], width - 1), (byte)'\n'];

    /// <summary>Reads the header, in which the column of the customer's id must be, and gives its names and its bytes.</summary>
    private async Task<(HeaderPlan Header, IReadOnlyList<string> Names, byte[] Raw)> ReadHeaderAsync(
        RowReader reader, RowBlock block, CancellationToken cancellationToken)
    {
        var (names, raw) = (new List<string>(), new List<byte>());
        var header = HeaderPlan.Headerless(plan.Columns);
        for (var number = 1; dialect.Header && number <= dialect.HeaderRows.Max()
            && await reader.ReadHeaderAsync(block, cancellationToken); number++)
        {
            if (dialect.HeaderRows.Contains(number))
                HeaderPlan.AddNames(block, texts, dialect, names);
            raw.AddRange(block.Bytes.AsSpan(0, block.Length));
        }
        if (dialect.Header)
            header = HeaderPlan.Match(names, plan.Columns, []);
        LacksHeader = !header.IsHeader && header.Width == plan.Columns.Length;
        if (LacksHeader)
            header = HeaderPlan.Headerless(plan.Columns);
        reader.Width = header.Width;
        return header.Places[plan.CustomerId] >= 0
            ? (header, names, [.. raw])
            : throw new InvalidDataException($"The file has no column '{plan.Contract.Roles.RowId}'.");
    }

    private async Task CopyAsync(
        RowBlock block, HeaderPlan header, Stream target, IReadOnlySet<long> rows, CancellationToken cancellationToken)
    {
        var (copied, width) = (0, header.Width);
        for (var row = 0; row < block.Rows; row++)
        {
            var names = Naming.Contains(block.RowsBefore + row + 1);
            if (!names && !rows.Contains(block.RowsBefore + row + 1))
                continue;
            var isCell = names && (block.Flags[row] & RowFlags.Damaged) == 0 && block.Fields(row) == width;
            var (from, to) = isCell
                ? (block.StartOf(row, header.Places[plan.ReferredBy]), block.EndOf(row, header.Places[plan.ReferredBy]))
                : (block.Starts[row], block.Starts[row] + block.Raw(row).Length);
            await target.WriteAsync(block.Bytes.AsMemory(copied, from - copied), cancellationToken);
            for (var cell = 1; !isCell && cell < width; cell++)
                await target.WriteAsync(delimiter, cancellationToken);
            copied = to;
        }
        await target.WriteAsync(block.Bytes.AsMemory(copied, block.Length - copied), cancellationToken);
    }
}
