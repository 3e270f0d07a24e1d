namespace ReapFunctions.Value;

/// <summary>
/// What makes a customer's value differ from a typical one: by component, the distance to the base period's mean.
/// </summary>
internal sealed class ValueDrivers(ValueOptions options, IReadOnlyDictionary<string, double> typical)
{
    public const string Revenue = "revenue";
    public const string DirectCost = "directCost";

    private const int MaxDrivers = 3;

    private readonly string[] costs = [.. options.CostToServe.Select(driver => driver.Name)];

    /// <summary>Revenue, direct cost and cost to serve by driver: the exact sum of each.</summary>
    public static SortedDictionary<string, decimal> Sums(IEnumerable<ValueRecord> records)
    {
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { [Revenue] = 0, [DirectCost] = 0 };
        foreach (var record in records)
        {
            sums[Revenue] += Money.Exact(record.Revenue);
            sums[DirectCost] += Money.Exact(record.DirectCost);
            foreach (var line in record.CostBy)
                sums[line.Name] = sums.GetValueOrDefault(line.Name) + Money.Exact(line.Value);
        }
        return sums;
    }

    /// <summary>
    /// At most three components and what each adds to the value, in currency: positive is more value than typical.
    /// </summary>
    public IReadOnlyList<Amount> Of(ValueRecord record)
    {
        Span<Amount> top = [default, default, default];
        Keep(top, Revenue, (record.Revenue - Typical(Revenue)) * options.MarginRate);
        Keep(top, DirectCost, Typical(DirectCost) - record.DirectCost);
        foreach (var name in costs)
            Keep(top, name, Typical(name) - Cost(record, name));
        var count = 0;
        while (count < MaxDrivers && top[count].Name is not null)
            count++;
        return top[..count].ToArray();
    }

    private double Typical(string name) => typical.GetValueOrDefault(name);

    private static double Cost(ValueRecord record, string name)
    {
        foreach (var line in record.CostBy)
        {
            if (line.Name == name)
                return line.Value;
        }
        return 0;
    }

    private static void Keep(Span<Amount> top, string name, double difference)
    {
        if (Money.Round(difference) is 0)
            return;
        var one = new Amount(name, Money.Round(difference));
        for (var i = 0; i < top.Length; i++)
        {
            if (top[i].Name is null || Math.Abs(one.Value) > Math.Abs(top[i].Value))
                (top[i], one) = (one, top[i]);
            if (one.Name is null)
                return;
        }
    }
}
