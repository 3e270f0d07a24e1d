using System.Globalization;
using System.Text;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// Invoices of a made-up shop in the layout of the portfolio <c>retail</c>: one file a day, some lines without a customer, some
/// cancelled.
/// </summary>
internal sealed class ShopInvoices(int customers, int seed = 1)
{
    public static readonly DateOnly FirstDay = new(2026, 6, 1);

    /// <summary>A line of an invoice.</summary>
    /// <param name="Customer">Null for one without.</param>
    public sealed record InvoiceLine(string Invoice, int? Customer, int Quantity, decimal Price);

    /// <summary>The lines of a day, 0-based.</summary>
    public IReadOnlyList<InvoiceLine> LinesOf(int day)
    {
        var random = new Random(HashCode.Combine(seed, day));
        var lines = new List<InvoiceLine>();
        for (var number = 0; number < customers; number++)
        {
            // The first third buys often, the last third hardly ever.
            if (random.NextDouble() > 0.5 / (1 + number * 3 / customers))
                continue;
            var isCancelled = random.Next(12) == 0;
            var customer = random.Next(8) == 0 ? (int?)null : 12_000 + number;
            for (var line = random.Next(1, 4); line > 0; line--)
                lines.Add(new InvoiceLine(
                    $"{(isCancelled ? "C" : "")}{500_000 + day * 1000 + number}", customer, (isCancelled
                        ? -1
                        : 1) * random.Next(1, 9), random.Next(50, 900) / 100m));
        }
        return lines;
    }

    public static byte[] ToCsv(IEnumerable<InvoiceLine> lines, DateOnly date)
    {
        var text = new StringBuilder("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        foreach (var line in lines)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{line.Invoice},22423,\"CAKESTAND, 3 TIER\",{line.Quantity},{date:yyyy-MM-dd} "
                    + $"09:30:00,{line.Price},{(line.Customer is { } id ? $"{id}.0" : "")},United Kingdom\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
