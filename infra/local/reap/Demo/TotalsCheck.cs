using ReapFunctions.Local.Reap.Generate;
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
            faults.Add(
                $"The scorecard of run {last.Run} counts {last.Total.Sums.Customers} customers, the run "
                + $"{nights[^1].Run.Customers}.");
        return faults;
    }

    private static IEnumerable<string> Faults(DemoNight night)
    {
        var (run, receipt) = (night.Run, night.Receipt);
        foreach (var odd in night.Receipts
            .Where(receipt => receipt.Read != receipt.Accepted + receipt.Repaired + receipt.Rejected + receipt.Erased))
            yield return $"The receipt of {odd.File} counts {odd.Read} rows read, but {odd.Accepted} accepted, {odd.Repaired} "
                + $"repaired and {odd.Rejected} rejected.";
        if (run.Customers != receipt.Accepted + receipt.Repaired)
            yield return $"Run {run.Run} wrote records of {run.Customers} customers, but {receipt.Accepted + receipt.Repaired} "
                + "rows were clean.";
        // Who asks is no customer, and no detail of one.
        foreach (var detail in night.Details.Where(detail => detail.Source != EnquiryFile.Source))
        {
            var read = run.Details.FirstOrDefault(count => count.Source == detail.Source)?.Rows ?? 0;
            if (read != detail.Accepted + detail.Repaired)
                yield return $"Run {run.Run} read {read} rows of {detail.Source}, but {detail.Accepted + detail.Repaired} were "
                    + "clean.";
        }
    }
}
