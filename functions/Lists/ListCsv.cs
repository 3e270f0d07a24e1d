using System.Globalization;
using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>
/// Lists as CSV lines. The stored file holds every cell as it is; what leaves the system has text cells guarded: a customer id
/// or segment that starts with <c>= + - @</c>, tab, carriage return or an apostrophe is quoted and gets one apostrophe in
/// front, so a spreadsheet shows it and computes nothing. To get the id back, take one leading apostrophe off.
/// </summary>
internal static class ListCsv
{
    /// <summary>The column of the customer's id.</summary>
    public const string CustomerId = "customerId";

    public const string Header = CustomerId + ",propensity,value,valueBand,decile,segment,consents,control,offers";

    /// <summary>The header of a stored list: what leaves the system has no last column.</summary>
    public const string StoredHeader = Header + ",pending";

    private const char Between = ';';

    private static readonly Dictionary<string, ValueBand> Bands = Enum.GetValues<ValueBand>().ToDictionary(EnumName.Of);

    public static string Line(ListEntry entry, bool guard = false)
    {
        var line = new StringBuilder(80);
        CsvCells.Append(line, entry.CustomerId, guard);
        CsvCells.Append(line, entry.Propensity.ToString(CultureInfo.InvariantCulture), guard: false);
        CsvCells.Append(line, entry.Value.ToString(CultureInfo.InvariantCulture), guard: false);
        CsvCells.Append(line, EnumName.Of(entry.Band), guard: false);
        CsvCells.Append(line, entry.Decile.ToString(CultureInfo.InvariantCulture), guard: false);
        CsvCells.Append(line, entry.Segment, guard);
        CsvCells.Append(line, string.Join(Between, entry.Consents), guard: false);
        CsvCells.Append(line, entry.Control ? "true" : "false", guard: false);
        CsvCells.Append(line, string.Join(Between, entry.Offers), guard);
        if (!guard)
            CsvCells.Append(line, entry.Pending, guard: false);
        return line.ToString();
    }

    /// <exception cref="FormatException">Not a line of a stored list.</exception>
    public static ListEntry Parse(string record)
    {
        var cells = CsvCells.Split(record);
        if (cells.Count != 10 || !Bands.TryGetValue(cells[3], out var band))
            throw new FormatException(
                $"A line of a stored list has 10 cells ({StoredHeader}), this one is not so: {cells.Count} cells.");
        return new ListEntry(
            cells[0],
            double.Parse(cells[1], CultureInfo.InvariantCulture),
            double.Parse(cells[2], CultureInfo.InvariantCulture),
            band,
            int.Parse(cells[4], CultureInfo.InvariantCulture),
            cells[5].Length == 0 ? null : cells[5],
            Many(cells[6]),
            cells[7] == "true",
            Many(cells[8]),
            cells[9].Length == 0 ? null : cells[9]);
    }

    private static string[] Many(string cell) => cell.Length == 0 ? [] : cell.Split(Between);
}
