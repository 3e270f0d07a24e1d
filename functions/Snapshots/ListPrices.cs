using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>
/// What products cost by the list. What a customer pays over the list for what is held says more of who leaves than either by
/// itself, so that it is a column of its own, which models learn from.
/// </summary>
/// <param name="Measure">What a customer pays a month; null where nothing tells.</param>
/// <param name="Products">By product: its price a month, above 0.</param>
public sealed record ListPrices(string? Measure, IReadOnlyDictionary<string, double> Products)
{
    /// <summary>The column's name.</summary>
    public const string Column = "priceLevel";

    private const double Least = 0.25;
    private const double Most = 4;

    /// <summary>
    /// By row: what is paid over the list prices of what is held, 0.25 to 4; NaN where either is not known.
    /// </summary>
    public double[] Levels(Snapshot customers, Roles roles)
    {
        var (list, columns) = (new double[customers.Rows], new RoleColumns(customers, roles));
        foreach (var (product, role) in roles.Holdings)
        {
            var price = Products.GetValueOrDefault(product) is > 0 and var known ? known : double.NaN;
            var held = columns.Flags(role);
            for (var row = 0; row < list.Length; row++)
                list[row] += held[row] ? price : 0;
        }
        var paid = columns.Measure(Measure);
        for (var row = 0; row < list.Length; row++)
        {
            var level = (paid?.Number(row) ?? double.NaN) / list[row];
            list[row] = double.IsFinite(level) ? Math.Round(Math.Clamp(level, Least, Most), 4) : double.NaN;
        }
        return list;
    }

    /// <summary>
    /// The customers with the column; without where the portfolio has no list prices, or a column of that name.
    /// </summary>
    public Snapshot AddTo(Snapshot customers, Roles roles) =>
        Products.Count == 0 || customers.TryGet(Column, out _)
            ? customers
            : new Snapshot(
                [.. customers.Columns, SnapshotColumn.OfNumbers(Column, ColumnKind.Number, Levels(customers, roles))],
                customers.Rows);
}
