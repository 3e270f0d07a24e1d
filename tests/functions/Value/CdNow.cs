using System.Globalization;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

/// <summary>
/// The CDNOW sample of 2,357 customers (Fader and Hardie), kept beside the repository: <c>../shared/data/cdnow</c>. Tests that
/// need it pass over where it is missing.
/// </summary>
internal static class CdNow
{
    public static readonly string File = SharedData.File("cdnow", "cdnow_customers_summary_with_transactions.csv");

    public static IEnumerable<(Purchases Purchases, double Mean)> Customers() => System.IO.File.ReadLines(File).Skip(1)
        .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
        .Select(cells => (new Purchases(cells[1], cells[2], cells[3]), cells[4]));
}
