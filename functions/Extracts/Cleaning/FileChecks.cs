using System.Globalization;
using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>Why a file is refused as a whole, and the sentences for it.</summary>
internal static class FileChecks
{
    private static readonly (byte[] Magic, string Name)[] Formats =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a workbook in another archive"),
        ([0x1F, 0x8B], "a gzip file in another archive"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file in an archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0x42, 0x5A, 0x68, 0x39], "a bzip2 archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ];

    private static readonly byte[][] Markup =
        [.. new[] { "<html", "<!doctype", "<?xml", "<table", "<head", "<meta" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Of text that people can use, gzip makes a fiftieth at best.</summary>
    public const int MaxGrowth = 200;

    private const int MaxColumns = 4096;

    private static readonly char[] Delimiters = [',', ';', '\t', '|', ':'];

    public static Refusal? OfHead(TextSource source)
    {
        var head = source.Head[source.ByteOrderMark..];
        if (head.IsEmpty)
            return Empty;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return new(
                RefusalReason.BinaryFile,
                $"The file is an old Excel workbook, whatever its name. {UnreadableFileException.SaveWorkbook}");
        foreach (var (magic, name) in Formats)
        {
            if (head.StartsWith(magic))
                return Binary($"The file is {name}.");
        }
        if (IsUtf32(source.Head))
            return Binary("The file is UTF-32, which is not read: write it as UTF-8.");
        if (source.Encoding.IsUtf16)
            return null;
        if (MarkupOf(head) is { } markup)
            return Binary($"The file is {markup}, whatever its name says.");
        var zeros = head.Count((byte)0);
        if (zeros * 5 >= head.Length * 2)
            return Binary("Every other byte is zero: the file is UTF-16 without a byte order mark, or no text.");
        var controls = 0;
        foreach (var letter in head)
            controls += letter < 0x20 && letter is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) ? 1 : 0;
        return controls * 10 > head.Length ? Binary("The file is no text.") : null;
    }

    /// <summary>Text that is no table: JSON, or HTML and XML, which programs call a spreadsheet.</summary>
    private static string? MarkupOf(ReadOnlySpan<byte> head)
    {
        var text = WhiteSpace.Trim(head);
        if (text is [(byte)'{', .. var member] && WhiteSpace.Trim(member) is [(byte)'"', ..]
            || text is [(byte)'[', .. var item] && WhiteSpace.Trim(item) is [(byte)'{', ..])
            return "JSON";
        foreach (var beginning in Markup)
        {
            if (text.Length >= beginning.Length && Ascii.EqualsIgnoreCase(text[..beginning.Length], beginning))
                return "HTML or XML";
        }
        return null;
    }

    /// <summary>By its byte order mark, or by three zeros in every four bytes.</summary>
    private static bool IsUtf32(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
            return true;
        return head.Length >= 16 && head.Count((byte)0) * 10 >= head.Length * 7;
    }

    public static readonly Refusal Empty = new(
        RefusalReason.EmptyFile, "The file is empty. Check the job that writes it and upload it again.");

    public static readonly Refusal HeaderOnly =
        new(RefusalReason.HeaderOnly, "The file has a header and no rows. Check the job that writes it and upload it again.");

    public static Refusal Unpacks(long uploaded, long unpacked) => new(RefusalReason.TooLarge,
        $"The first {uploaded} bytes of the file unpack to {unpacked}, over {MaxGrowth} times as much, as no extract does. Check "
            + "the job that writes it; upload it unpacked if it is right.");

    /// <param name="rows">Rows read before it showed.</param>
    public static Refusal Unreadable(UnreadableFileException fault, long rows) => fault.Fault switch
    {
        FileFault.DamagedGzip => Damaged(RefusalReason.CorruptGzip, "gzip file", rows),
        FileFault.DamagedZip => Damaged(RefusalReason.CorruptZip, "zip archive", rows),
        FileFault.DamagedParquet => Damaged(RefusalReason.CorruptParquet, "Parquet file", rows),
        FileFault.UnfitParquet => new(RefusalReason.UnfitParquet, fault.Message),
        FileFault.UnfitZip => new(RefusalReason.UnfitZip, fault.Message),
        FileFault.Encrypted => new(RefusalReason.EncryptedFile, fault.Message),
        _ => new(RefusalReason.BinaryFile, fault.Message),
    };

    private static Refusal Damaged(RefusalReason reason, string what, long rows) => new(reason,
        $"The {what} is damaged or ends too early, after {rows} rows. Upload it again, in binary mode if it travels by FTP.");

    public static Refusal? OfHeader(HeaderPlan header, IReadOnlyList<ColumnPlan> columns, ReadOnlySpan<byte> raw, Dialect dialect)
    {
        if (!header.IsHeader)
            return OfDelimiter(header, columns, raw, dialect) ?? NoHeader(header, columns);
        var twice = header.Names.Where(name => name.Length > 0).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            return new(
                RefusalReason.DuplicateHeader,
                $"The header has '{twice.Key}' {twice.Count()} times. Give each column a name of its own.");
        if (header.Width > MaxColumns)
            return new(
                RefusalReason.TooLarge,
                $"The header has {header.Width} columns; at most {MaxColumns} are read. Leave out those that the contract does "
                + "not know.");
        var missing = header.Missing.Where(column => column.IsRequired).Select(column => column.Field.Name).ToList();
        if (missing.Count == 0)
            return null;
        return OfDelimiter(header, columns, raw, dialect) ?? new(RefusalReason.MissingRequiredColumn,
            $"The header lacks {Quoted(missing)}. It has {Quoted(header.Names)}. Add the missing, or change the contract of "
                + "the source.");
    }

    /// <param name="isGivenUp">Whether rows were left unread because too many are rejected already.</param>
    public static Refusal? OfRejects(RowTotals totals, double max, string file, bool isGivenUp)
    {
        var share = (double)totals.Rejected / totals.Read;
        if (share <= max && totals.Rejected < totals.Read)
            return null;
        var what = isGivenUp
            ? $"{totals.Rejected} of the first {totals.Read} rows were rejected, and the file was read no further"
            : totals.Rejected == totals.Read
                ? $"All {totals.Read} rows were rejected"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{totals.Rejected} of {totals.Read} rows were rejected, {share:P1}; the contract allows {max:P1}");
        return new(RefusalReason.TooManyRejects, $"{what}{MostOf(totals)}. {RejectText.WhatToDo(file)}");
    }

    /// <summary>The cause of nearly all rejects, by the first of them.</summary>
    private static string MostOf(RowTotals totals)
    {
        const double nearlyAll = 0.9;
        return totals.Most is not { } most || most.Count < nearlyAll * totals.Rejected || most.Examples.Count == 0
            ? ""
            : ", nearly all for one cause, first "
                + (most.Examples[0].Line is { } line ? $"on line {line}" : $"in row {most.Examples[0].Row}")
                + $"{(most.Examples[0].Column is { } column ? $" in {column}" : "")}: {most.Examples[0].Message.TrimEnd('.')}";
    }

    private static Refusal? OfDelimiter(
        HeaderPlan header, IReadOnlyList<ColumnPlan> columns, ReadOnlySpan<byte> raw, Dialect dialect)
    {
        var line = Encoding.UTF8.GetString(raw);
        var known = columns.Select(column => column.Field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var right = header.Names.Count(known.Contains);
        var better = Delimiters
            .Where(mark => mark != dialect.Delimiter[0])
            .Select(mark => (Mark: mark, Count: line.Split(mark).Count(name => known.Contains(name.Trim(' ', '"', '\'')))))
            .MaxBy(delimiter => delimiter.Count);
        if (better.Count <= right || (better.Count < 2 && columns.Count > 1))
            return right == 0 && header.Width == 1 && columns.Count > 1 ? OfOneColumn(line, dialect) : null;
        return new(RefusalReason.WrongDelimiter,
            $"The columns are separated by {Shown(better.Mark)}, the contract says {Shown(dialect.Delimiter[0])}. Write the "
                + $"file with {Shown(dialect.Delimiter[0])}, or change dialect.delimiter of the contract.");
    }

    /// <summary>No name fits, but another mark divides what is one column.</summary>
    private static Refusal? OfOneColumn(string line, Dialect dialect)
    {
        var (mark, count) = Delimiters.Where(mark => mark is not ':' && mark != dialect.Delimiter[0])
            .Select(mark => (Mark: mark, Count: line.Count(letter => letter == mark))).MaxBy(found => found.Count);
        return count == 0 ? null : new(RefusalReason.WrongDelimiter,
            $"The first row is one column by {Shown(dialect.Delimiter[0])}, as the contract says, and {count + 1} columns by "
                + $"{Shown(mark)}; no name of it is in the contract. Write the file with {Shown(dialect.Delimiter[0])}, or "
                + "change dialect.delimiter of the contract, and then the names of its columns.");
    }

    /// <summary>Names nothing of the row: without a header it is a customer's.</summary>
    private static Refusal NoHeader(HeaderPlan header, IReadOnlyList<ColumnPlan> columns) =>
        new(RefusalReason.MissingRequiredColumn,
            $"The first row is no header of this source: of its {RejectText.Count(header.Width, "column")} the contract knows "
                + $"{header.Places.Count(place => place >= 0)}, and it lacks "
                + $"{Quoted(header.Missing.Where(column => column.IsRequired).Select(column => column.Field.Name))}. Write the "
                + $"names of the columns into the first row: {Quoted(columns.Take(3).Select(column => column.Field.Name))} "
                + "and so on.");

    private static Refusal Binary(string what) =>
        new(RefusalReason.BinaryFile, $"{what} Upload delimited text, plain or packed with gzip or zip.");

    private static string Shown(char mark) => mark == '\t' ? "tabs" : $"'{mark}'";

    private static string Quoted(IEnumerable<string> names)
    {
        var list = names.Take(30).Select(name => $"'{RejectText.Show(Encoding.UTF8.GetBytes(name))}'").ToList();
        return list.Count == 0 ? "no columns" : string.Join(", ", list);
    }
}
