using ReapFunctions.Scorecards;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Whether the published numbers agree with each other.</summary>
internal static class TotalsCheck
{
    /// <param name="last">The scorecard of the last night.</param>
    /// <returns>What does not agree, in sentences; empty when all is well.</returns>
    public static IReadOnlyList<string> Faults(IReadOnlyList<DemoNight> nights, Scorecard last)
    {
        var faults = nights.SelectMany(Faults).ToList();
        if (last.Total.Sums.Customers != nights[^1].Run.Customers)
            faults.Add($"The scorecard of run {last.Run} counts {last.Total.Sums.Customers} customers, the run {nights[^1].Run.Customers}.");
        return faults;
    }

    private static IEnumerable<string> Faults(DemoNight night)
    {
        var (run, receipt) = (night.Run, night.Receipt);
        if (receipt.Read != receipt.Accepted + receipt.Repaired + receipt.Rejected)
            yield return $"The receipt of {receipt.File} counts {receipt.Read} rows read, but {receipt.Accepted} accepted, {receipt.Repaired} repaired and {receipt.Rejected} rejected.";
        if (run.Customers != receipt.Accepted + receipt.Repaired)
            yield return $"Run {run.Run} wrote records of {run.Customers} customers, but {receipt.Accepted + receipt.Repaired} rows were clean.";
    }
}
