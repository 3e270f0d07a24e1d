using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>Whether what a run wrote adds up to what it read.</summary>
/// <param name="Customers">Customers in the run's clean extract.</param>
/// <param name="Disagreement">What does not add up, in a sentence; null when all does.</param>
public sealed record RunTotals(long Customers, string? Disagreement)
{
    /// <param name="customers">Customers in the run's clean extract.</param>
    /// <param name="marks">The marks of all buckets.</param>
    /// <param name="onScorecard">Customers that the scorecard counts.</param>
    public static RunTotals Of(long customers, IReadOnlyCollection<BucketMark> marks, long onScorecard)
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var written = marks.Where(mark => mark.Kind == kind).Sum(mark => mark.Customers);
            if (written != customers)
                return new RunTotals(customers, $"{customers} clean customers, but {written} {kind} records. Upload the extract again to open a new run.");
        }
        return onScorecard == customers
            ? new RunTotals(customers, null)
            : new RunTotals(customers, $"{customers} clean customers, but {onScorecard} on the scorecard. Upload the extract again to open a new run.");
    }
}
