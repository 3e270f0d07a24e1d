using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// Where an upload stands in the container <c>extracts</c>: <c>{source}/{yyyy-MM-dd}/{file}.csv</c>, <c>.csv.gz</c>,
/// <c>.zip</c> or <c>.parquet</c>.
/// </summary>
public sealed record ExtractPath(string Source, DateOnly Date, string File)
{
    /// <summary>What a file of corrected rows has behind the name of the file that it corrects.</summary>
    public const string CorrectedEnd = ".corrected.csv";

    /// <summary>What names of extracts may end in besides .csv, in words.</summary>
    public const string Ends = ".csv.gz, .zip or .parquet";

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] FileEnds = [".csv", ".csv.gz", ".zip", ".parquet"];
    private static readonly string[] WorkbookEnds = [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"];

    /// <summary>No data is older; windows of days, months and years reach back from any date after it.</summary>
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>Reads the name of a blob in the container, with or without the container before it.</summary>
    /// <param name="today">Dates from 1900 up to the day after are accepted: clocks and time zones differ.</param>
    /// <param name="refusal">Why the path cannot be used; null when it can.</param>
    public static bool TryParse(
        string name, DateOnly today, [NotNullWhen(true)] out ExtractPath? path, [NotNullWhen(false)] out Refusal? refusal)
    {
        path = null;
        if (name.StartsWith("extracts/", StringComparison.Ordinal))
            name = name["extracts/".Length..];
        var parts = name.Split('/');
        if (parts.Length == 3 && IsWorkbook(parts[2]))
        {
            refusal = new(
                RefusalReason.WrongPath,
                $"'{parts[2]}' is a workbook by its name. {UnreadableFileException.SaveWorkbook}");
            return false;
        }
        if (parts.Length != 3 || parts[0].Length == 0 || !IsExtract(parts[2]))
        {
            refusal = new(RefusalReason.WrongPath,
                $"'{name}' is no path of an extract. Upload it as source/yyyy-MM-dd/file.csv, {Ends}, such as "
                    + "customers/2026-11-21/all.csv.");
            return false;
        }
        if (!DateOnly.TryParseExact(parts[1], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            refusal = new(RefusalReason.WrongDateFolder,
                $"The folder '{parts[1]}' is no date. Upload the file again under {parts[0]}/yyyy-MM-dd/{parts[2]}.");
            return false;
        }
        if (date.DayNumber > today.DayNumber + 1)
        {
            refusal = new(RefusalReason.FutureDate,
                $"The date {parts[1]} lies ahead; today is {today.ToString(DateFormat, CultureInfo.InvariantCulture)}. Upload "
                    + "the file again under the date of its data.");
            return false;
        }
        if (date < Earliest)
        {
            refusal = new(RefusalReason.EarlyDate,
                $"The date {parts[1]} is before {Earliest.ToString(DateFormat, CultureInfo.InvariantCulture)}. Upload the file "
                    + "again under the date of its data.");
            return false;
        }
        refusal = null;
        path = new(parts[0], date, parts[2]);
        return true;
    }

    /// <summary>The path of the file that this one corrects; null when it is a file of its own.</summary>
    public ExtractPath? Corrects => IsCorrection(File) ? this with { File = File[..^CorrectedEnd.Length] } : null;

    /// <summary>The name of the file that a chain of corrections begins with.</summary>
    public static string OriginalOf(string file)
    {
        while (IsCorrection(file))
            file = file[..^CorrectedEnd.Length];
        return file;
    }

    private static bool IsCorrection(string file) =>
        file.EndsWith(CorrectedEnd, StringComparison.OrdinalIgnoreCase) && IsExtract(file[..^CorrectedEnd.Length]);

    /// <summary>
    /// The name of one version of this upload, <c>{source}/{yyyy-MM-dd}/{file}.{etag}</c>: clean rows, receipt and rejects are
    /// stored under it, so that the same content delivered twice writes to the same places.
    /// </summary>
    public string ExtractId(string etag) => IdOf(ToString(), etag);

    /// <summary>The same for the name of any upload, whether it is a path of an extract or not.</summary>
    public static string IdOf(string name, string etag) => $"{name}.{string.Concat(etag.Where(char.IsAsciiLetterOrDigit))}";

    public override string ToString() => $"{Source}/{Date.ToString(DateFormat, CultureInfo.InvariantCulture)}/{File}";

    /// <summary>Whether a file of this name can be an extract.</summary>
    public static bool IsExtract(string file) =>
        file.Length > 4 && FileEnds.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsWorkbook(string file) =>
        WorkbookEnds.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
