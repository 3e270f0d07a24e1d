namespace ReapFunctions.Local.Reap.Generate;

/// <summary>What one generated extract holds.</summary>
/// <param name="Date">Of its drop.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="Lines">Lines under the header: customers, and one more for each that is there twice.</param>
/// <param name="Left">Customers who left in the last 90 days.</param>
/// <param name="Dirty">Spoilt rows by kind.</param>
internal sealed record ExtractSummary(
    DateOnly Date, long Customers, long Lines, long Left, IReadOnlyDictionary<DirtKind, long> Dirty)
{
    public long DirtyRows => Dirty.Values.Sum();
}
