using System.Globalization;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Tests.Value.Buying;

/// <summary>
/// The CDNOW sample of 2,357 customers (Fader and Hardie), kept beside the repository: <c>../shared/data/cdnow</c>. Tests that
/// need it pass over where it is missing.
/// </summary>
internal static class CdNow
{
    public static readonly string File = SharedData.File("cdnow", "cdnow_customers_summary_with_transactions.csv");

    /// <summary>Purchases of the sample: customer in the master set, number in the sample, day, discs, dollars.</summary>
    private static readonly string Sample = SharedData.File("cdnow", "CDNOW_sample.txt");

    /// <summary>The last day of the calibration period of the paper: 39 weeks from 1 January 1997.</summary>
    private static readonly DateOnly LastDay = new(1997, 9, 30);

    /// <summary>
    /// Repeat purchases and their mean amount, from the purchases themselves; those of one day are one. The summary's means are
    /// rounded to cents, which moves v from 15.444 to 15.448.
    /// </summary>
    public static IEnumerable<Spending> Spendings() => System.IO.File.ReadLines(Sample)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(cells => (
            Customer: cells[1], Day: DateOnly.ParseExact(cells[2], "yyyyMMdd", CultureInfo.InvariantCulture),
            Dollars: double.Parse(cells[4], CultureInfo.InvariantCulture)))
        .Where(purchase => purchase.Day <= LastDay)
        .GroupBy(purchase => purchase.Customer)
        .Select(customer => customer.GroupBy(purchase => purchase.Day).OrderBy(day => day.Key).Skip(1)
            .Select(day => day.Sum(purchase => purchase.Dollars)).ToArray())
        .Select(repeats => new Spending(repeats.Length, repeats.DefaultIfEmpty().Average()));

    public static IEnumerable<(Purchases Purchases, double Mean)> Customers() => System.IO.File.ReadLines(File).Skip(1)
        .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
        .Select(cells => (new Purchases(cells[1], cells[2], cells[3]), cells[4]));
}
