using ReapFunctions.Contracts.Cells;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What the roles of a contract may have wrong.</summary>
internal static class RolesCheck
{
    private static readonly HashSet<string> None = [];

    /// <param name="added">Columns that other sources add to the customers of this contract.</param>
    public static void Check(Contract contract, IReadOnlySet<string> added, Faults faults)
    {
        var roles = contract.Roles;
        var fields = contract.Schema.Fields.Select(field => field.Name).ToHashSet();
        if (roles.CustomerId.Length == 0)
            faults.Unless(
                roles.Reference is not null || roles.Enquiries is not null, "reap.customerId",
                "Name the column that identifies a customer; or say under reap.reference or reap.enquiries that the rows are of "
                    + "no customer.");
        else
            CheckKnown("customerId", roles.CustomerId, None);
        foreach (var (path, name) in Names(roles))
            CheckKnown(path, name, added);
        for (var index = 0; index < roles.Personal.Count; index++)
            CheckKnown($"personal[{index}]", roles.Personal[index], None);
        foreach (var (path, name) in Names(roles).Prepend(("customerId", roles.CustomerId))
            .Where(named => roles.Personal.Contains(named.Item2)))
            faults.Add($"reap.{path}", $"'{name}' is personal data and dropped by cleaning. Remove it here or from personal.");
        foreach (var (path, role) in Conditions(roles).Where(role => role.Role.Is.Count == 0))
            faults.Add($"reap.{path}.is", $"No value of '{role.Field}' would count. List at least one.");
        foreach (var (channel, consent) in roles.Consents)
        {
            if (channel == Roles.Inbound)
                faults.Add(
                    $"reap.consents.{channel}",
                    $"'{channel}' is the channel of who calls in, which needs no consent. Name yours otherwise.");
            if (consent.Assumed == consent.Field is not null)
                faults.Add($"reap.consents.{channel}", "Give either a field with the values that mean yes, or assumed: true.");
            if (consent.Field is not null && consent.Is.Count == 0)
                faults.Add($"reap.consents.{channel}.is", $"No value of '{consent.Field}' would mean yes. List at least one.");
        }
        if (roles.Deadline is { } deadline && !TimeOnly.TryParseExact(deadline, "HH:mm", out _))
            faults.Add("reap.deadline", $"'{deadline}' is no time of day. Write hours and minutes in UTC, such as 05:00.");
        if (roles.MaxRejectShare is not (>= 0 and <= 1))
            faults.Add("reap.maxRejectShare", "A share is 0 to 1.");
        for (var index = 0; index < roles.DateFormats.Count; index++)
        {
            if (!DatePattern.TryParse(roles.DateFormats[index], out _))
                faults.Add(
                    $"reap.dateFormats[{index}]", $"'{roles.DateFormats[index]}' is no pattern. Write one such as %d.%m.%Y.");
        }

        void CheckKnown(string path, string name, IReadOnlySet<string> others)
        {
            if (fields.Contains(name) || others.Contains(name))
                return;
            faults.Add($"reap.{path}", others.Count > 0
                ? $"'{name}' is not among the schema's fields, nor do other sources add it. They add: "
                    + $"{string.Join(", ", others.Order(StringComparer.Ordinal))}."
                : $"'{name}' is not among the schema's fields.");
        }
    }

    /// <summary>What a source or its details may have: all names but those of the customer's id and of personal data.</summary>
    public static IEnumerable<(string Path, string Name)> Names(Roles roles)
    {
        foreach (var (path, name) in new[] { ("segment", roles.Segment), ("tenureMonths", roles.TenureMonths),
            ("acquiredOn", roles.AcquiredOn), ("termEnds", roles.TermEnds), ("acquiredBy", roles.AcquiredBy) })
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
        foreach (var (path, names) in new[] { ("labels", roles.Labels), ("notFeatures", roles.NotFeatures) })
        {
            for (var index = 0; index < names.Count; index++)
                yield return ($"{path}[{index}]", names[index]);
        }
    }

    /// <summary>Everything that is so by a column and its values, but for consents.</summary>
    public static IEnumerable<(string Path, FieldIs Role)> Conditions(Roles roles)
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
