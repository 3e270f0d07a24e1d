using System.Globalization;
using System.Runtime.CompilerServices;
using ReapFunctions.Csv;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>
/// Lists as CSV. What is stored has a last column with the rules that a customer's history settles; what leaves the system has
/// not, and is written <see cref="CsvWriter.ForSpreadsheet(Stream)"/>.
/// </summary>
internal static class ListCsv
{
    /// <summary>The column of the customer's id.</summary>
    public const string CustomerId = "customerId";

    /// <summary>The columns that leave the system.</summary>
    public static readonly IReadOnlyList<string> Header =
        [CustomerId, "propensity", "value", "valueBand", "decile", "segment", "consents", "control", "offers", "expected"];

    /// <summary>The columns of a stored list.</summary>
    public static readonly IReadOnlyList<string> StoredHeader =
        [.. Header.SkipLast(1), "chance", "worth", "effect", "facts", "pending"];

    /// <summary>
    /// Those of lists that were stored before: without what is expected, with that alone, or without effect and facts.
    /// </summary>
    private static readonly IReadOnlyList<string>[] OlderHeaders =
    [
        [.. Header.SkipLast(1), "pending"], [.. Header, "pending"], [.. Header.SkipLast(1), "brings", "pending"],
        [.. Header.SkipLast(1), "chance", "worth", "pending"],
    ];

    private const char Between = ';';

    /// <summary>Writes an entry as it leaves the system.</summary>
    public static void Write(this CsvWriter csv, ListEntry entry) => csv.Unended(entry).EndRow();

    /// <summary>The same, for more cells to follow.</summary>
    public static CsvWriter Unended(this CsvWriter csv, ListEntry entry) => csv.Cells(entry).Number(entry.Expected);

    /// <summary>Writes an entry of a stored list.</summary>
    public static void WriteStored(this CsvWriter csv, ListEntry entry) =>
        csv.Cells(entry).Number(entry.Chance).Number(entry.Worth).Number(entry.Effect).Text(entry.Facts).Text(entry.Pending)
            .EndRow();

    /// <summary>Reads a stored list, entry by entry.</summary>
    /// <param name="position">The byte that <paramref name="stream"/> starts at: 0, which has the header, or the start of an
    /// entry.</param>
    /// <returns>Each entry with the byte at which it begins, for a later request to go on from there.</returns>
    /// <exception cref="InvalidDataException">The stream starts at 0, and not with the header: even a list of nobody has
    /// one.</exception>
    /// <exception cref="FormatException">A row is none of a stored list.</exception>
    public static async IAsyncEnumerable<(ListEntry Entry, long Position)> ReadStoredAsync(
        Stream stream, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
        if (position == 0 && !(await rows.NextAsync(cancellationToken) && IsHeader([.. rows.AllCells()])))
            throw new InvalidDataException(
                "This is not a stored list: it does not begin with the header of one. Make its run again: POST "
                + "/api/runs/{run}/retry.");
        while (await rows.NextAsync(cancellationToken))
            yield return (Entry(rows), position + rows.Offset);
    }

    private static bool IsHeader(string[] cells) =>
        cells.SequenceEqual(StoredHeader) || Array.Exists(OlderHeaders, header => cells.SequenceEqual(header));

    private static CsvWriter Cells(this CsvWriter csv, ListEntry entry) => csv
        .Text(entry.CustomerId)
        .Number(entry.Propensity)
        .Number(entry.Value)
        .Text(EnumName.Of(entry.Band))
        .Number(entry.Decile)
        .Text(entry.Segment)
        .Text(Joined(entry.Consents))
        .Flag(entry.Control)
        .Text(Joined(entry.Offers));

    private static ListEntry Entry(CsvRows rows)
    {
        var hasChance = rows.Cells >= OlderHeaders[^1].Count;
        var isWhole = rows.Cells == StoredHeader.Count;
        if (rows.Cells > StoredHeader.Count || rows.Cells < OlderHeaders[0].Count
            || !EnumName.Values<ValueBand>().TryGetValue(rows.Cell(3), out var band))
            throw new FormatException(
                $"A row of a stored list has {StoredHeader.Count} cells ({string.Join(',', StoredHeader)}), this one is not so: "
                + $"{rows.Cells} cells.");
        return new ListEntry(
            rows.Cell(0),
            rows.Number(1),
            rows.Number(2),
            band,
            int.Parse(rows.Cell(4), CultureInfo.InvariantCulture),
            rows.Text(5),
            Split(rows.Cell(6)),
            rows.Flag(7),
            Split(rows.Cell(8)),
            hasChance ? rows.Number(9) : rows.Cells - OlderHeaders[0].Count,
            rows.Cells == OlderHeaders[0].Count ? 0 : rows.Number(hasChance ? 10 : 9),
            isWhole ? rows.Number(11) : 0,
            isWhole ? rows.Text(12) : null,
            rows.Text(rows.Cells - 1));
    }

    private static string? Joined(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(Between, names);

    private static string[] Split(string cell) => cell.Length == 0 ? [] : cell.Split(Between);
}
