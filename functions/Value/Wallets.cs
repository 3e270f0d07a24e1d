using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Value;

/// <summary>What customers spend in all, here and elsewhere.</summary>
public sealed record WalletOptions
{
    /// <summary>A measure of the contract that says it, over 12 months; null where nothing does.</summary>
    public string? Measure { get; init; }

    /// <summary>
    /// Text or flag fields by which customers are alike, the most telling first: who is not known by <see cref="Measure"/> is
    /// taken to spend in all what the one does of those alike who spends most here but for a few.
    /// </summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>The quantile of their revenue that stands for it, 0.5 to 0.99; default 0.8.</summary>
    public double Quantile { get; init; } = 0.8;

    /// <summary>
    /// Active customers of the base period that a group needs, 10 to 100,000; smaller ones are put together by leaving the last
    /// field away. Default 50.
    /// </summary>
    public int Least { get; init; } = 50;
}

/// <summary>
/// Wallets by groups of customers alike: high quantiles of what they spend here, as those who spend most of their groups are
/// likely to spend all of it here (Rosset, Perlich, Zadrozny, Merugu, Weiss and Lawrence, Wallet estimation models, 2005).
/// </summary>
internal sealed class Wallets
{
    /// <summary>The separator of units: no value has it.</summary>
    private const char Between = '\u001f';

    private const double Year = 12;

    private readonly SnapshotColumn?[] by;
    private readonly SnapshotColumn? measure;
    private readonly IReadOnlyDictionary<string, double> quantiles;

    /// <param name="quantiles">Of the base period; empty while it is being made, or was without them.</param>
    public Wallets(WalletOptions options, Snapshot customers, Roles roles, IReadOnlyDictionary<string, double> quantiles)
    {
        measure = new RoleColumns(customers, roles).Measure(options.Measure);
        by = [.. options.By.Select(field => customers.TryGet(field, out var column) ? column : null)];
        this.quantiles = quantiles;
    }

    /// <summary>Currency that a customer spends in all in 12 months; null where it is not known.</summary>
    /// <param name="isModel">Whether it is that of the group.</param>
    public double? Of(int row, ValueRecord record, out bool isModel)
    {
        var revenue = YearOf(record);
        isModel = false;
        if (measure?.Number(row) is > 0 and var said)
            return Money.Round(Math.Max(said, record.Revenue));
        isModel = true;
        var cells = CellsOf(row);
        for (var fields = cells.Length - 1; fields >= 0; fields--)
        {
            if (quantiles.TryGetValue(cells[fields], out var usual))
                return Money.Round(Math.Max(usual, revenue));
        }
        return null;
    }

    /// <summary>By group that is large enough: the quantile of its active customers' revenue of 12 months.</summary>
    public static IReadOnlyDictionary<string, double> Fit(
        WalletOptions options, Snapshot customers, Roles roles, IReadOnlyList<ValueRecord> records)
    {
        var wallets = new Wallets(options, customers, roles, new Dictionary<string, double>());
        var groups = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        for (var row = 0; row < records.Count; row++)
        {
            foreach (var cell in records[row].Active ? wallets.CellsOf(row) : [])
            {
                if (!groups.TryGetValue(cell, out var group))
                    groups[cell] = group = [];
                group.Add(YearOf(records[row]));
            }
        }
        return groups.Where(group => group.Value.Count >= options.Least)
            .ToDictionary(group => group.Key, group => Quantile(group.Value, options.Quantile));
    }

    /// <summary>The groups of a customer: everybody, then by ever more fields.</summary>
    private string[] CellsOf(int row)
    {
        var cells = new string[by.Length + 1];
        cells[0] = "";
        for (var field = 0; field < by.Length; field++)
            cells[field + 1] = $"{cells[field]}{Between}{TextOf(by[field], row)}";
        return cells;
    }

    /// <summary>A missing value is one of its own.</summary>
    private static string? TextOf(SnapshotColumn? column, int row) =>
        column is null || column.IsMissing(row) ? null
        : column.Kind == ColumnKind.Text ? column.Text(row)
        : column.Number(row) == 0 ? "no" : "yes";

    /// <summary>Revenue of a year at the rate of the months in which the customer was one.</summary>
    public static double YearOf(ValueRecord record) =>
        record.Revenue / Math.Clamp(record.TenureMonths ?? Year, 1, Year) * Year;

    private static double Quantile(List<double> amounts, double quantile)
    {
        amounts.Sort();
        return Money.Round(amounts[Math.Min(amounts.Count - 1, (int)Math.Ceiling(quantile * amounts.Count) - 1)]);
    }
}
