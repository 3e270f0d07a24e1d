using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>Whether what a run wrote adds up to what it read.</summary>
/// <param name="Customers">Customers that were scored.</param>
/// <param name="Disagreement">What does not add up, in a sentence; null when all does.</param>
public sealed record RunTotals(long Customers, string? Disagreement)
{
    private const string WhatToDo =
        "POST /api/runs/{run}/retry makes it again; if that fails too, look into the logs of the run.";

    /// <param name="cleanRows">Clean rows of the source of customers; null where customers are derived from details.</param>
    /// <param name="inputs">What each bucket was made from.</param>
    /// <param name="marks">The marks of all buckets.</param>
    /// <param name="onScorecard">Customers that the scorecard counts.</param>
    /// <param name="onLists">By target: customers on the merged list.</param>
    public static RunTotals Compare(
        long? cleanRows,
        IReadOnlyCollection<BucketInput> inputs,
        IReadOnlyCollection<BucketMark> marks,
        long onScorecard,
        IReadOnlyDictionary<string, long> onLists)
    {
        var customers = inputs.Sum(bucket => bucket.Customers);
        var read = customers + inputs.Sum(bucket => bucket.Repeated);
        if (cleanRows is { } clean && read != clean)
            return new RunTotals(
                customers, $"{clean} clean rows of customers, but {read} were read. {WhatToDo}");
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var written = marks.Where(mark => mark.Kind == kind).Sum(mark => mark.Customers);
            if (written != customers)
                return new RunTotals(
                    customers,
                    $"{customers} clean customers, but {written} {kind} records. {WhatToDo}");
        }
        foreach (var (target, listed) in onLists)
        {
            var chosen = marks.Sum(mark => mark.Lists.GetValueOrDefault(target));
            if (listed != chosen)
                return new RunTotals(
                    customers,
                    $"{chosen} customers were chosen for the list of {target}, but {listed} are on it. {WhatToDo}");
        }
        return onScorecard == customers
            ? new RunTotals(customers, null)
            : new RunTotals(
                customers,
                $"{customers} clean customers, but {onScorecard} on the scorecard. {WhatToDo}");
    }
}
