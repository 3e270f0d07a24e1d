using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The columns of a snapshot that a contract's roles name, row by row. A column that is missing reads as missing.
/// </summary>
internal sealed class RoleColumns(Snapshot customers, Roles roles)
{
    private const double DaysPerMonth = 365.25 / 12;

    public string CustomerId(int row) =>
        customers[roles.CustomerId].Text(row)
        ?? throw new InvalidOperationException($"Row {row + 1} of the snapshot has no {roles.CustomerId}.");

    /// <summary>By row: a flag of who counts by <paramref name="role"/>; nobody when there is no such role.</summary>
    public bool[] Flags(FieldIs? role) => Flags(role, missingCounts: false);

    /// <summary>
    /// By row: who is not to be sold to by <paramref name="role"/>. Where the source has the role, a missing cell is no leave to
    /// sell.
    /// </summary>
    public bool[] Stops(FieldIs? role) => Flags(role, missingCounts: true);

    private bool[] Flags(FieldIs? role, bool missingCounts)
    {
        var flags = new bool[customers.Rows];
        if (role is null)
            return flags;
        missingCounts = role.MissingCounts ?? missingCounts;
        var column = customers.TryGet(role.Field, out var found) ? found : null;
        if (column is not null)
            Mark(column, role.Is, flags);
        for (var row = 0; missingCounts && row < flags.Length; row++)
            flags[row] |= column?.IsMissing(row) ?? true;
        return flags;
    }

    /// <summary>By row: still a customer; everybody when the source does not say.</summary>
    public bool[] Active()
    {
        if (roles.Active is not null)
            return Flags(roles.Active);
        var all = new bool[customers.Rows];
        Array.Fill(all, true);
        return all;
    }

    /// <summary>By row: may be contacted on the channel. What is not a recorded yes is a no.</summary>
    public bool[] Consent(ConsentRole role)
    {
        if (!role.Assumed)
            return Flags(role.Field is null ? null : new FieldIs(role.Field, role.Is));
        var all = new bool[customers.Rows];
        Array.Fill(all, true);
        return all;
    }

    /// <summary>By row: a measure, NaN where it is missing; null when the source does not have it.</summary>
    public SnapshotColumn? Measure(string? name) =>
        name is not null && roles.Measures.TryGetValue(name, out var field) && customers.TryGet(field, out var column)
            && column.Kind != ColumnKind.Text
            ? column
            : null;

    /// <summary>By row: the segment's column; null when the source has none.</summary>
    public SnapshotColumn? Segment() => Text(roles.Segment);

    /// <summary>By row: the column of the channel by which a customer was won; null when the source has none.</summary>
    public SnapshotColumn? Channel() => Text(roles.AcquiredBy);

    private SnapshotColumn? Text(string? role) =>
        role is { } name && customers.TryGet(name, out var column) && column.Kind == ColumnKind.Text ? column : null;

    /// <summary>By row: months since acquisition on <paramref name="asOf"/>, NaN where not known.</summary>
    public double[] Tenure(DateOnly asOf)
    {
        var months = new double[customers.Rows];
        if (roles.TenureMonths is { } tenure && customers.TryGet(tenure, out var given) && given.Kind == ColumnKind.Number)
            given.Numbers.CopyTo(months);
        else if (roles.AcquiredOn is { } acquired && customers.TryGet(acquired, out var date) && date.Kind == ColumnKind.Date)
            for (var row = 0; row < months.Length; row++)
                months[row] = Math.Max(0, (asOf.DayNumber - date.Number(row)) / DaysPerMonth);
        else
            Array.Fill(months, double.NaN);
        return months;
    }

    /// <summary>
    /// By row: months that the term still runs after <paramref name="asOf"/>, 0 in its last; NaN without one, and for one that
    /// has ended.
    /// </summary>
    public double[] TermMonths(DateOnly asOf)
    {
        var months = new double[customers.Rows];
        var column = roles.TermEnds is { } role && customers.TryGet(role, out var found) ? found : null;
        for (var row = 0; row < months.Length; row++)
        {
            var left = column?.Kind switch
            {
                ColumnKind.Number => column.Number(row),
                ColumnKind.Date => Math.Floor((column.Number(row) - asOf.DayNumber) / DaysPerMonth),
                _ => double.NaN,
            };
            months[row] = left >= 0 ? left : double.NaN;
        }
        return months;
    }

    private static void Mark(SnapshotColumn column, IReadOnlyList<string> values, bool[] flags)
    {
        if (column.Kind == ColumnKind.Text)
        {
            var counts = column.Texts.Select(text => values.Contains(text, StringComparer.Ordinal)).ToArray();
            for (var row = 0; row < flags.Length; row++)
                flags[row] = column.Codes[row] is var code and >= 0 && counts[code];
            return;
        }
        var wanted = values.Select(value => NumberOf(column.Kind, value)).ToArray();
        for (var row = 0; row < flags.Length; row++)
            flags[row] = Array.IndexOf(wanted, column.Number(row)) >= 0 && !column.IsMissing(row);
    }

    private static double NumberOf(ColumnKind kind, string value) => kind switch
    {
        ColumnKind.Flag => value == "true" ? 1 : value == "false" ? 0 : double.PositiveInfinity,
        ColumnKind.Date => DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber,
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };
}
