using System.Globalization;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

/// <summary>
/// The CDNOW sample of 2,357 customers (Fader and Hardie), kept beside the repository: <c>../shared/data/cdnow</c>. Tests that
/// need it pass over where it is missing.
/// </summary>
internal static class CdNow
{
    public static readonly string? File = Find();

    public static IEnumerable<(Purchases Purchases, double Mean)> Customers() => System.IO.File.ReadLines(File!).Skip(1)
        .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
        .Select(cells => (new Purchases(cells[1], cells[2], cells[3]), cells[4]));

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "cdnow", "cdnow_customers_summary_with_transactions.csv");
            if (System.IO.File.Exists(file))
                return file;
        }
        return null;
    }
}

/// <summary>A test of the CDNOW sample; skipped, saying so, where the sample is missing.</summary>
internal sealed class CdNowFactAttribute : FactAttribute
{
    public CdNowFactAttribute()
    {
        if (CdNow.File is null)
            Skip = "The CDNOW sample is not beside the repository (shared/data/cdnow).";
    }
}
