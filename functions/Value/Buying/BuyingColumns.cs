using ReapFunctions.Snapshots;

namespace ReapFunctions.Value.Buying;

/// <summary>A snapshot's purchases.</summary>
internal sealed class BuyingColumns
{
    private const double DaysPerMonth = 365.25 / 12;

    private readonly BuyingOptions options;
    private readonly SnapshotColumn? frequency, recency, age, monetary, toDate;
    private readonly double[] tenure;

    /// <param name="asOf">The day that tenure counts to.</param>
    public BuyingColumns(ValueOptions value, RoleColumns columns, DateOnly asOf)
    {
        options = value.Lifetime.Buying;
        frequency = columns.Measure(options.Frequency);
        recency = columns.Measure(options.Recency);
        age = columns.Measure(options.Age);
        monetary = columns.Measure(options.Monetary);
        toDate = columns.Measure(value.RevenueToDate);
        tenure = columns.Tenure(asOf);
    }

    /// <summary>A customer's purchases and their mean amount; null when they are not known, or cannot be so.</summary>
    /// <remarks>Purchases all of the first day are one: the model knows no two at once.</remarks>
    public (Purchases Purchases, double Mean)? Of(int row)
    {
        var count = Number(frequency, row);
        var observed = age is null ? Math.Round(tenure[row] * DaysPerMonth / options.DaysPerUnit, 6) : Number(age, row);
        var last = options.SinceLast ? observed - Number(recency, row) : Number(recency, row);
        var repeats = options.CountsFirst ? count - 1 : count;
        if (!(repeats >= 0 && observed > 0 && last <= observed && (last >= 0 || repeats == 0)))
            return null;
        var mean = monetary is not null ? Number(monetary, row) : Number(toDate, row) / (repeats + 1);
        return (repeats == 0 || last <= 0
            ? new Purchases(0, 0, observed)
            : new Purchases(repeats, last, observed), double.IsNaN(mean)
            ? 0
            : mean);
    }

    private static double Number(SnapshotColumn? column, int row) => column?.Number(row) ?? double.NaN;
}
