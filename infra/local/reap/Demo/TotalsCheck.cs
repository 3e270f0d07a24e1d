namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Whether the published numbers agree with each other.</summary>
internal static class TotalsCheck
{
    /// <returns>What does not agree, in sentences; empty when all is well.</returns>
    public static IReadOnlyList<string> Faults(IEnumerable<DemoNight> nights) => [.. nights.SelectMany(Faults)];

    private static IEnumerable<string> Faults(DemoNight night)
    {
        if (night.Receipts.Count == 0)
            yield return $"Run {night.Run} has no receipt.";
        foreach (var receipt in night.Receipts.Where(receipt => !receipt.Agrees))
            yield return $"The receipt of {receipt.Blob} counts {receipt.Read} rows read, but {receipt.Accepted} accepted + {receipt.Repaired} repaired + {receipt.Rejected} rejected.";
        if (night.Receipts.Count == 1 && night.Customers is { } customers && customers != night.Receipts[0].Clean)
            yield return $"Run {night.Run} wrote records of {customers} customers, but {night.Receipts[0].Clean} rows were clean.";
    }
}
