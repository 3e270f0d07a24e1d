using ReapFunctions.Runs;

namespace ReapFunctions.Snapshots;

/// <summary>The customers of one bucket with what details add, and what became of every row that was read for them.</summary>
/// <param name="Input">Counts of customers and detail rows.</param>
/// <param name="WithoutCustomer">By detail source: the ids of this drop's rows that are no customer's, with the number of
/// rows.</param>
public sealed record BucketCustomers(
    Snapshot Customers, BucketInput Input, IReadOnlyDictionary<string, Dictionary<string, long>> WithoutCustomer)
{
    /// <summary>What its customers complained about, by customer and day.</summary>
    public IReadOnlyList<CustomerCase> Cases { get; init; } = [];
}
