namespace ReapFunctions.Outcomes;

/// <summary>Why a customer leaves or has left, as they told it last.</summary>
/// <param name="On">The day on which they did, UTC.</param>
/// <param name="Reason">By the names of care.json.</param>
/// <param name="Segment">Theirs then; null for none.</param>
/// <param name="ValueBand">Theirs then; null where it is not known.</param>
public sealed record LeavingReason(string CustomerId, DateOnly On, string Reason, string? Segment, string? ValueBand)
{
    /// <summary>The newest of each customer that counts, in the order of ids.</summary>
    /// <param name="asOf">The date of a drop.</param>
    /// <param name="opened">When its run was opened: what was told by then counts, too.</param>
    /// <param name="days">Days for which it counts.</param>
    internal static IReadOnlyList<LeavingReason> Newest(
        IEnumerable<OutcomeRecord> outcomes, DateOnly asOf, DateTimeOffset opened, int days) =>
        [.. outcomes
            .Where(outcome => outcome.Leaving is not null && DayOf(outcome) > asOf.AddDays(-days)
                && (DayOf(outcome) <= asOf || outcome.At <= opened))
            .GroupBy(outcome => outcome.CustomerId, StringComparer.Ordinal)
            .Select(told => told.OrderBy(outcome => outcome.At)
                .ThenBy(outcome => outcome.OutcomeId, StringComparer.Ordinal).Last())
            .OrderBy(outcome => outcome.CustomerId, StringComparer.Ordinal)
            .Select(outcome => new LeavingReason(
                outcome.CustomerId, DayOf(outcome), outcome.Leaving!, outcome.Segment, outcome.ValueBand))];

    private static DateOnly DayOf(OutcomeRecord outcome) => DateOnly.FromDateTime(outcome.At.UtcDateTime);
}
