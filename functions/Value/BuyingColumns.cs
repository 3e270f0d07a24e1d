using ReapFunctions.Scoring;

namespace ReapFunctions.Value;

/// <summary>A snapshot's purchases.</summary>
internal sealed class BuyingColumns(BuyingOptions options, RoleColumns columns)
{
    private readonly SnapshotColumn? frequency = columns.Measure(options.Frequency), recency = columns.Measure(options.Recency);
    private readonly SnapshotColumn? age = columns.Measure(options.Age), monetary = columns.Measure(options.Monetary);

    /// <summary>A customer's purchases and their mean amount; null when they are not known, or cannot be so.</summary>
    public (Purchases Purchases, double Mean)? Of(int row)
    {
        var one = new Purchases(Number(frequency, row), Number(recency, row), Number(age, row));
        var mean = Number(monetary, row) is var amount && double.IsNaN(amount) ? 0 : amount;
        return one is { Repeats: >= 0, Age: > 0, Recency: >= 0 } && one.Recency <= one.Age && (one.Repeats > 0) == (one.Recency > 0) ? (one, mean) : null;
    }

    private static double Number(SnapshotColumn? column, int row) => column?.Number(row) ?? double.NaN;
}
