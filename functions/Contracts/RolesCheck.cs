using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Contracts;

/// <summary>What the roles of a contract may have wrong.</summary>
internal static class RolesCheck
{
    /// <param name="added">Columns that detail sources add to the customers of this contract.</param>
    public static void Collect(Contract contract, IReadOnlySet<string> added, Action<string, string> fault)
    {
        var roles = contract.Roles;
        var fields = contract.Schema.Fields.Select(field => field.Name).ToHashSet();
        foreach (var (path, name) in Names(roles)
            .Where(named => !fields.Contains(named.Name) && !(MayBeAdded(named.Path) && added.Contains(named.Name))))
            fault($"$.reap.{path}", added.Count > 0 && MayBeAdded(path)
                ? $"'{name}' is not among the schema's fields, nor does a detail source add it. It adds: "
                    + $"{string.Join(", ", added.Order(StringComparer.Ordinal))}."
                : $"'{name}' is not among the schema's fields.");
        foreach (var (path, name) in Names(roles).Where(named => named.Path[0] != 'p' && roles.Personal.Contains(named.Name)))
            fault($"$.reap.{path}", $"'{name}' is personal data and dropped by cleaning. Remove it here or from personal.");
        foreach (var (path, role) in Conditions(roles).Where(role => role.Role.Is.Count == 0))
            fault($"$.reap.{path}.is", $"No value of '{role.Field}' would count. List at least one.");
        foreach (var (channel, consent) in roles.Consents)
        {
            if (consent.Assumed == consent.Field is not null)
                fault($"$.reap.consents.{channel}", "Give either a field with the values that mean yes, or assumed: true.");
            if (consent.Field is not null && consent.Is.Count == 0)
                fault($"$.reap.consents.{channel}.is", $"No value of '{consent.Field}' would mean yes. List at least one.");
        }
        if (roles.Deadline is { } deadline && !TimeOnly.TryParseExact(deadline, "HH:mm", out _))
            fault("$.reap.deadline", $"'{deadline}' is no time of day. Write hours and minutes in UTC, such as 05:00.");
        if (roles.MaxRejectShare is not (>= 0 and <= 1))
            fault("$.reap.maxRejectShare", "A share is 0 to 1.");
        for (var index = 0; index < roles.DateFormats.Count; index++)
        {
            if (!DatePattern.TryParse(roles.DateFormats[index], out _))
                fault($"$.reap.dateFormats[{index}]", $"'{roles.DateFormats[index]}' is no pattern. Write one such as %d.%m.%Y.");
        }
    }

    private static bool MayBeAdded(string path) => path != "customerId" && !path.StartsWith("personal", StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Name)> Names(Roles roles)
    {
        yield return ("customerId", roles.CustomerId);
        foreach (var (path, name) in new[] { ("segment", roles.Segment), ("tenureMonths", roles.TenureMonths),
            ("acquiredOn", roles.AcquiredOn) })
        {
            if (name is not null)
                yield return (path, name);
        }
        foreach (var (path, role) in Conditions(roles))
            yield return ($"{path}.field", role.Field);
        foreach (var (channel, consent) in roles.Consents)
        {
            if (consent.Field is not null)
                yield return ($"consents.{channel}.field", consent.Field);
        }
        foreach (var (measure, name) in roles.Measures)
            yield return ($"measures.{measure}", name);
        foreach (var (path, names) in new[] { ("labels", roles.Labels), ("personal", roles.Personal),
            ("notFeatures", roles.NotFeatures) })
        {
            for (var index = 0; index < names.Count; index++)
                yield return ($"{path}[{index}]", names[index]);
        }
    }

    private static IEnumerable<(string Path, FieldIs Role)> Conditions(Roles roles)
    {
        foreach (var (path, role) in new[] { ("active", roles.Active), ("openComplaint", roles.OpenComplaint),
            ("vulnerable", roles.Vulnerable) })
        {
            if (role is not null)
                yield return (path, role);
        }
        foreach (var (product, role) in roles.Holdings)
            yield return ($"holdings.{product}", role);
        foreach (var (stop, role) in roles.Stops)
            yield return ($"stops.{stop}", role);
    }
}
