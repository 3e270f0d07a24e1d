using System.Text;
using System.Text.Unicode;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>A contract proposed from a file, and what to look at before using it.</summary>
/// <param name="Contract">Reads the file that it was made from; where it would reject one of the rows looked at, a note says
/// so.</param>
/// <param name="Rows">Rows looked at.</param>
/// <param name="CandidateKeys">Columns without a missing or repeated value, and those named as a key with few.</param>
/// <param name="PersonalSuspects">Columns that look like personal data; they are under <c>personal</c> in the contract.</param>
/// <param name="Notes">What was guessed and why, one sentence each.</param>
public sealed record ContractProposal(
    Contract Contract, long Rows, IReadOnlyList<string> CandidateKeys, IReadOnlyList<string> PersonalSuspects,
        IReadOnlyList<string> Notes);

/// <summary>Proposes a contract from a file: encoding, delimiter, types, formats, missing markers, key, personal data.</summary>
public static class ContractInference
{
    private const int MaxRows = 20_000;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Reads the beginning of a file and proposes its contract.</summary>
    /// <param name="file">Plain or gzip; at most 20,000 rows are read.</param>
    /// <param name="source">The source's name to be.</param>
    /// <returns>The proposal, or why there is none.</returns>
    public static async Task<(ContractProposal? Proposal, Refusal? Refusal)> InferAsync(
        Stream file, string source, CancellationToken cancellationToken)
    {
        try
        {
            await using var copy = await RereadableStream.OfAsync(file, cancellationToken);
            var (encoding, head, refusal) = await HeadAsync(copy, cancellationToken);
            if (refusal is not null)
                return (null, refusal);
            var dialect = new Dialect { Delimiter = DelimiterOf(head).ToString(), Encoding = encoding.Name() };
            copy.Rewind();
            var (columns, rows) = await ReadAsync(copy.Stream, dialect, encoding, cancellationToken);
            if (columns.Count == 0)
                return (null, FileChecks.Empty);
            return rows == 0 ? (null, FileChecks.HeaderOnly) : (Propose(source, dialect, columns, rows), null);
        }
        catch (InvalidDataException)
        {
            return (null, FileChecks.CorruptGzip(0));
        }
    }

    private static async Task<(TextEncoding Encoding, string Head, Refusal? Refusal)> HeadAsync(
        RereadableStream copy, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(copy.Stream, TextEncoding.Utf8, cancellationToken);
        var head = source.Head[source.ByteOrderMark..];
        if (source.Encoding != TextEncoding.Utf8)
            return (source.Encoding, (source.Encoding == TextEncoding.Utf16LittleEndian
                ? Encoding.Unicode
                : Encoding.BigEndianUnicode).GetString(head), null);
        if (FileChecks.OfHead(source) is { } refusal)
            return (default, "", refusal);
        // The head may end inside a character.
        var whole = head.Length > 4 ? head[..^4] : head;
        return Utf8.IsValid(TrimPartial(whole))
            ? (TextEncoding.Utf8, Encoding.UTF8.GetString(head), null)
            : (TextEncoding.Windows1252, Encoding.Latin1.GetString(head), null);
    }

    private static ReadOnlySpan<byte> TrimPartial(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (end > 0 && end > text.Length - 4 && (text[end - 1] & 0xC0) == 0x80)
            end--;
        return end > 0 && text[end - 1] >= 0xC0 ? text[..(end - 1)] : text;
    }

    /// <summary>The character that divides most of the first lines into the same number of columns, more than one.</summary>
    private static char DelimiterOf(string head)
    {
        var lines = head.Split('\n', 30).Where(line => line.Trim().Length > 0).ToList();
        if (lines.Count > 1)
            lines.RemoveAt(lines.Count - 1); // perhaps cut off
        return Delimiters.MaxBy(mark =>
        {
            var counts = lines.Select(line => Outside(line).Count(letter => letter == mark)).ToList();
            return counts.Count == 0 || counts[0] == 0 ? 0 : counts.Count(count => count == counts[0]) * 1000 + counts[0];
        });
    }

    private static string Outside(string line) => string.Concat(line.Split('"').Where((_, index) => index % 2 == 0));

    private static async Task<(List<InferredColumn> Columns, long Rows)> ReadAsync(
        Stream file, Dialect dialect, TextEncoding encoding, CancellationToken cancellationToken)
    {
        await using var source = await TextSource.OpenAsync(file, encoding, cancellationToken);
        var reader = new RowReader(source, dialect);
        var block = new RowBlock();
        var texts = new CellText(dialect);
        var columns = new List<InferredColumn>();
        if (!await reader.ReadHeaderAsync(block, cancellationToken))
            return (columns, 0);
        for (var place = 0; place < block.Fields(0); place++)
            columns.Add(new(HeaderPlan.Name(texts.Unquote(block.Field(0, place), block.Flags[0]))));
        reader.Width = columns.Count;
        long rows = 0;
        while (rows < MaxRows && await reader.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows && rows < MaxRows; row++)
            {
                if (block.Fields(row) != columns.Count || (block.Flags[row] & RowFlags.Damaged) != 0)
                    continue;
                rows++;
                for (var place = 0; place < columns.Count; place++)
                    columns[place].Add(texts.Unquote(block.Field(row, place), block.Flags[row]));
            }
        }
        return (columns, rows);
    }

    /// <summary>Such as customerId, Customer Number, cust_no.</summary>
    private static bool NamesCustomers(string column) =>
        column.StartsWith("cust", StringComparison.OrdinalIgnoreCase)
        && (column.EndsWith("id", StringComparison.OrdinalIgnoreCase) || column.EndsWith("no", StringComparison.OrdinalIgnoreCase)
            || column.EndsWith("number", StringComparison.OrdinalIgnoreCase));

    private static ContractProposal Propose(string source, Dialect dialect, List<InferredColumn> columns, long rows)
    {
        var notes = new List<string>();
        var named = columns.Where(column => column.Name.Length > 0).DistinctBy(column => column.Name).ToList();
        if (named.Count < columns.Count)
            notes.Add($"{columns.Count - named.Count} columns have no name or another column's; they are left out.");
        var keys = named.Where(column => column.IsKey).Select(column => column.Name).ToList();
        var key = keys.OrderByDescending(name => name.EndsWith("id", StringComparison.OrdinalIgnoreCase)).FirstOrDefault();
        var customer = named.FirstOrDefault(column => NamesCustomers(column.Name))?.Name ?? key ?? named[0].Name;
        if (customer != key)
            notes.Add(
                $"{customer} stands for the customer's id, by its {(NamesCustomers(customer) ? "name" : "place")}. Name the "
                + $"right column under reap.customerId.");
        var personal = named.Where(column => column.IsPersonal && column.Name != customer).Select(column => column.Name).ToList();
        var fields = named.Select(column => column.ToField(isKey: column.Name == key)).ToList();
        notes.AddRange(named.SelectMany(column => column.Notes));
        var contract = new Contract
        {
            Source = source,
            Dialect = dialect,
            Schema = new Schema
            {
                Fields = fields,
                MissingValues = ["", .. named.SelectMany(column => column.Markers).Distinct().Order(StringComparer.Ordinal)],
                PrimaryKey = key is null ? FieldNames.None : new([key]),
            },
            Roles = new Roles { CustomerId = customer, Personal = personal },
        };
        return new(contract, rows, keys, personal, notes);
    }
}
