using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Value;

/// <summary>
/// Activity-based cost to serve of 12 months: every driver's count times its unit cost, or its cost by category. A missing
/// count costs nothing.
/// </summary>
internal sealed class CostToServe
{
    private const double Year = 12;

    private readonly string[] names;
    private readonly Func<int, double>[] costs;
    private readonly bool[] counted;

    public CostToServe(IReadOnlyList<CostDriver> drivers, RoleColumns columns, Snapshot customers)
    {
        var present = drivers
            .Select(driver => (driver.Name, Cost: CostOf(driver, columns, customers)))
            .Where(driver => driver.Cost is not null)
            .ToArray();
        names = [.. present.Select(driver => driver.Name)];
        costs = [.. present.Select(driver => driver.Cost!)];
        counted = [.. present.Select(driver => drivers.First(known => known.Name == driver.Name).Field is null)];
        Missing = [.. drivers.Select(driver => driver.Name).Except(names)];
    }

    /// <summary>Drivers that the source has no column for.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The customer's cost by driver, without drivers that cost nothing.</summary>
    public IReadOnlyList<Amount> Of(int row)
    {
        List<Amount>? lines = null;
        for (var i = 0; i < costs.Length; i++)
        {
            if (Money.Round(costs[i](row)) is var cost && cost != 0)
                (lines ??= new(costs.Length)).Add(new Amount(names[i], cost));
        }
        return lines ?? (IReadOnlyList<Amount>)[];
    }

    /// <summary>
    /// The customer's cost of a month: of what was counted, over the months in which it could be; of a category, a twelfth.
    /// </summary>
    /// <param name="months">Months of the last 12 in which the customer was one, above 0.</param>
    public double OfMonth(int row, double months)
    {
        var cost = 0.0;
        for (var i = 0; i < costs.Length; i++)
            cost += costs[i](row) / (counted[i] ? months : Year);
        return cost;
    }

    private static Func<int, double>? CostOf(CostDriver driver, RoleColumns columns, Snapshot customers)
    {
        if (columns.Measure(driver.Measure) is { } count && driver.UnitCost is { } unitCost)
            return row => double.IsNaN(count.Number(row)) ? 0 : count.Number(row) * unitCost;
        if (driver.Field is null || !customers.TryGet(driver.Field, out var category))
            return null;
        if (category.Kind != ColumnKind.Text)
            return row =>
                driver.Costs.GetValueOrDefault(category.Flag(row) switch { true => "true", false => "false", null => "" });
        var byCode = category.Texts.Select(text => driver.Costs.GetValueOrDefault(text)).ToArray();
        return row => category.Codes[row] is var code and >= 0 ? byCode[code] : 0;
    }
}
