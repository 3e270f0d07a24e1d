namespace ReapFunctions.Scorecards;

/// <summary>A point of the whale curve.</summary>
/// <param name="Customers">Share of active customers, the most valuable first.</param>
/// <param name="Value">Share of the total value that they bring; above 1 where the rest destroys value.</param>
public sealed record WhalePoint(double Customers, double Value);

/// <summary>
/// Cumulative value by ranked customers. Customers are counted in bins of value whose sums are exact, so the curve is exact at
/// every edge of a bin, its peak (where values turn negative) among them.
/// </summary>
public static class WhaleCurve
{
    /// <summary>Bins per tenfold of value: a bin is about 12 % wide.</summary>
    private const double PerTenfold = 20;

    /// <summary>The bin of a value: rising with it, below 0 for negative values.</summary>
    internal static int Bin(double value)
    {
        var size = (int)Math.Floor(PerTenfold * Math.Log10(1 + Math.Abs(value)));
        return value < 0 ? -1 - size : size;
    }

    /// <summary>The curve from bins by rising value; empty when the total is not above 0.</summary>
    public static IReadOnlyList<WhalePoint> Of(IReadOnlyDictionary<int, ValueBin> bins)
    {
        var customers = bins.Values.Sum(bin => bin.Customers);
        var total = bins.Values.Sum(bin => bin.Value);
        if (total <= 0)
            return [];
        var points = new List<WhalePoint>(bins.Count);
        long counted = 0;
        decimal sum = 0;
        foreach (var (_, bin) in bins.OrderByDescending(bin => bin.Key))
        {
            counted += bin.Customers;
            sum += bin.Value;
            points.Add(new WhalePoint(Math.Round((double)counted / customers, 6), (double)Math.Round(sum / total, 6)));
        }
        return points;
    }
}

/// <summary>Customers of about the same value and the sum of their values.</summary>
public sealed record ValueBin(long Customers, decimal Value)
{
    public static ValueBin operator +(ValueBin one, ValueBin other) =>
        new(one.Customers + other.Customers, one.Value + other.Value);
}
