namespace ReapFunctions.Value;

/// <summary>What winning a customer costs, by the channel that the contract names as <c>reap.acquiredBy</c>.</summary>
public sealed record AcquisitionOptions
{
    /// <summary>
    /// By channel, as the column writes it: currency for each customer won, 0 or more: commission, advertising, hardware and all.
    /// </summary>
    public required IReadOnlyDictionary<string, double> Costs { get; init; }

    /// <summary>Customers who came within so many months are held against what they cost; 1 to 120, default 12.</summary>
    public double Months { get; init; } = 12;
}

/// <summary>How a customer was won, and whether they have paid for it.</summary>
/// <param name="Channel">As the source writes it.</param>
/// <param name="Cost">Currency; null of a channel that value.json does not know.</param>
/// <param name="PaidBack">Whether the value since acquisition has reached the cost; null where that is not known.</param>
public sealed record Acquisition(string Channel, double? Cost, bool? PaidBack)
{
    /// <returns>Null of who was won by no channel that is known of.</returns>
    internal static Acquisition? Of(string? channel, double toDate, AcquisitionOptions options) =>
        string.IsNullOrEmpty(channel) ? null
        : options.Costs.TryGetValue(channel, out var cost) ? new Acquisition(channel, cost, toDate >= cost)
        : new Acquisition(channel, null, null);
}
