namespace ReapFunctions.Risk;

/// <summary>What became of a customer's risk since an earlier run.</summary>
/// <param name="Since">The run compared with.</param>
/// <param name="Moved">The contribution that changed most; null when none did.</param>
/// <param name="MovedBy">By how much, in log-odds.</param>
/// <param name="Because">The same in words.</param>
public sealed record RiskChange(
    string Since, string BandBefore, string Band, double? PropensityBefore, double? Propensity, string? Moved, double? MovedBy,
        string? Because)
{
    /// <summary>
    /// Whether it is worth telling an agent: another band, or a propensity that moved by at least so much. Nothing is said when
    /// the risk is known on one night only: a model that came or went is no change of the customer.
    /// </summary>
    public bool IsWorthSaying(double movedBy) =>
        BandBefore != RiskOptions.Unknown && Band != RiskOptions.Unknown
        && (BandBefore != Band || Math.Abs((Propensity - PropensityBefore) ?? 0) >= movedBy);

    /// <remarks>A contribution that is not among the strongest of one night counts as 0 there.</remarks>
    /// <returns>Null where either night's portfolio predicts nobody to leave.</returns>
    public static RiskChange? Between(RiskRecord before, RiskRecord now)
    {
        if (before.Band is not { } bandBefore || now.Band is not { } band)
            return null;
        var moved = now.Contributions.Select(contribution => contribution.Feature)
            .Concat(before.Contributions.Select(contribution => contribution.Feature)).Distinct()
            .Select(feature => (Before: Find(before, feature), Now: Find(now, feature)))
            .Select(pair => (pair.Before, pair.Now, By: Math.Round((pair.Now?.LogOdds ?? 0) - (pair.Before?.LogOdds ?? 0), 3)))
            .Where(pair => pair.By != 0)
            .OrderByDescending(pair => Math.Abs(pair.By))
                .ThenBy(pair => (pair.Now ?? pair.Before)!.Feature, StringComparer.Ordinal)
            .FirstOrDefault();
        return new RiskChange(
            before.Run.ToString(), bandBefore, band, before.Propensity, now.Propensity,
            (moved.Now ?? moved.Before)?.Feature,
            moved.By == 0 ? null : moved.By,
            moved.Now?.Says ?? (moved.Before?.Says is { } said ? $"No longer: {said}" : null));
    }

    private static SaidContribution? Find(RiskRecord record, string feature) =>
        record.Contributions.FirstOrDefault(contribution => contribution.Feature == feature);
}
