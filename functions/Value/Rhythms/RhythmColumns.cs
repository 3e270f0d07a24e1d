using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Value.Rhythms;

/// <summary>What the columns of a snapshot tell of each customer's rhythm, in days.</summary>
/// <param name="asOf">The day of the drop.</param>
internal sealed class RhythmColumns(RhythmOptions options, Snapshot customers, DateOnly asOf)
{
    private readonly SnapshotColumn? days = Column(customers, options.Days, ColumnKind.Number);
    private readonly SnapshotColumn? first = Column(customers, options.First, ColumnKind.Date);
    private readonly SnapshotColumn? last = Column(customers, options.Last, ColumnKind.Date);

    /// <summary>Null for who has no rhythm yet, and where it is not known.</summary>
    public Purchases? Of(int row)
    {
        if (days is null || first is null || last is null)
            return null;
        var (count, from, to) = (days.Number(row), Math.Floor(first.Number(row)), Math.Floor(last.Number(row)));
        return count >= options.Least && from < to && to <= asOf.DayNumber
            ? new Purchases(count - 1, to - from, asOf.DayNumber - from)
            : null;
    }

    private static SnapshotColumn? Column(Snapshot customers, string? name, ColumnKind kind) =>
        name is not null && customers.TryGet(name, out var column) && column.Kind == kind ? column : null;
}
