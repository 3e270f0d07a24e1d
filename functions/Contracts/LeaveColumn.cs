namespace ReapFunctions.Contracts;

/// <summary>
/// A column whose value is the leave to contact or to sell to a customer: a consent, or that nothing stands against it. Where
/// rows of one customer differ, the one that does not allow it counts.
/// </summary>
/// <param name="Allows">By the value's canonical text, null when missing. Roles that share a column must all allow.</param>
internal sealed record LeaveColumn(string Field, Func<string?, bool> Allows)
{
    /// <summary>
    /// The columns of a contract's consents, and of what stops a sale. A stop of which a missing cell does not count is left out:
    /// a cell that is made missing would not stop anything.
    /// </summary>
    public static IReadOnlyList<LeaveColumn> Of(Roles roles) =>
        [.. Consents(roles).Concat(Stops(roles)).GroupBy(leave => leave.Field, StringComparer.Ordinal)
            .Select(same => new LeaveColumn(same.Key, value => same.All(leave => leave.Allows(value))))];

    private static IEnumerable<LeaveColumn> Consents(Roles roles) =>
        roles.Consents.Values.Where(consent => consent.Field is not null).Select(consent => new LeaveColumn(
            consent.Field!, value => value is not null && consent.Is.Contains(value, StringComparer.Ordinal)));

    private static IEnumerable<LeaveColumn> Stops(Roles roles) =>
        new[] { roles.Vulnerable, roles.OpenComplaint }.Concat(roles.Stops.Values).OfType<FieldIs>()
            .Where(stop => stop.MissingCounts != false)
            .Select(stop => new LeaveColumn(
                stop.Field, value => value is not null && !stop.Is.Contains(value, StringComparer.Ordinal)));
}
