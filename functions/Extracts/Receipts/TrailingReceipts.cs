using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// The nights before an extract's, which it is compared with: the last seven that have receipts, of at most four weeks. Derived
/// from earlier dates alone, so that the order of uploads within a night does not matter.
/// </summary>
public static class TrailingReceipts
{
    private const int MaxDates = 7;
    private const int Days = 28;
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Beginnings of the names of all receipts that may count: one or two months.</summary>
    public static IEnumerable<string> Prefixes(string source, DateOnly date) =>
        new[] { date.AddDays(-Days), date.AddDays(-1) }
            .Select(day => $"{source}/{day.ToString("yyyy-MM-", CultureInfo.InvariantCulture)}").Distinct();

    /// <summary>Of the names of blobs in the container of receipts, the receipts of the nights before a date.</summary>
    public static IReadOnlyList<string> Receipts(IEnumerable<string> names, DateOnly date) =>
        [.. names.Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => (Name: name, Date: DateOf(name)))
            .Where(receipt => receipt.Date < date && receipt.Date >= date.AddDays(-Days))
            .GroupBy(receipt => receipt.Date!.Value)
            .OrderByDescending(day => day.Key).Take(MaxDates)
            .SelectMany(day => day.Select(receipt => receipt.Name).Order(StringComparer.Ordinal))];

    /// <summary>Those that count by the source's rule for several files of a date.</summary>
    public static IEnumerable<Receipt> Counting(IEnumerable<Receipt> receipts, FileRule rule) => rule == FileRule.Replace
        ? receipts.Where(receipt => receipt.Status != ReceiptStatus.Refused).GroupBy(receipt => receipt.Date)
            .Select(day => day.MaxBy(receipt => receipt.CleanedAt)!)
        : receipts;

    private static DateOnly? DateOf(string name) =>
        name.Split('/') is [_, var folder, ..]
            && DateOnly.TryParseExact(folder, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : null;
}
