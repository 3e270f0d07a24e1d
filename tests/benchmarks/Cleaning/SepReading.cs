using System.Globalization;
using nietras.SeparatedValues;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// The generated extract read by Sep with types, on all cores: strings pooled by column, rows as
/// records. No check but that every value is of its type.
/// </summary>
internal static class SepReading
{
    private sealed record Row(
        string CustomerId, string Segment, string Region, string Plan, string Payment, int Age, int TenureMonths,
        double MonthlyRevenue, double? Revenue12m, double? RevenueToDate, double? DataUsageGb, double? CallMinutes,
        int? Calls12m, int? Complaints12m, int? Satisfaction, bool EBilling, bool HoldsTv, bool Vulnerable,
        DateOnly LastContactOn, string Status);

    /// <returns>Rows read.</returns>
    public static long Read(string file)
    {
        using var reader = Sep.Reader(options => options with
        {
            Sep = new(','),
            CreateToString = SepToString.PoolPerColThreadSafeFixedCapacity(),
        }).FromFile(file);
        var (rows, sum) = (0L, 0.0);
        foreach (var row in reader.ParallelEnumerate(ToRow, Environment.ProcessorCount))
        {
            rows++;
            sum += row.MonthlyRevenue;
        }
        return sum > 0 ? rows : throw new InvalidOperationException("Sep read no revenue, the comparison would mean nothing.");
    }

    private static Row ToRow(SepReader.Row row) => new(
        row[0].ToString(), row[1].ToString(), row[2].ToString(), row[3].ToString(), row[4].ToString(),
        row[5].Parse<int>(), row[6].Parse<int>(), row[7].Parse<double>(), row[8].TryParse<double>(), row[9].TryParse<double>(),
        row[10].TryParse<double>(), row[11].TryParse<double>(), row[12].TryParse<int>(), row[13].TryParse<int>(),
        row[14].TryParse<int>(), bool.Parse(row[15].Span), bool.Parse(row[16].Span), bool.Parse(row[17].Span),
        DateOnly.ParseExact(row[18].Span, "yyyy-MM-dd", CultureInfo.InvariantCulture), row[19].ToString());
}
