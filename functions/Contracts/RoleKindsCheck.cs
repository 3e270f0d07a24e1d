using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>
/// Whether what roles name holds what they need, once the columns that details add are known: a role of another kind, or a value
/// that never comes, would silently speak of nobody.
/// </summary>
internal static class RoleKindsCheck
{
    /// <param name="snapshot">See <see cref="PortfolioSources.Snapshot"/>.</param>
    public static void Check(Contract snapshot, Faults faults)
    {
        var (roles, fields) = (snapshot.Roles, snapshot.CleanFields.ToDictionary(field => field.Name, StringComparer.Ordinal));
        void Kind(string path, string? name, params ColumnKind[] kinds)
        {
            if (name is not null && fields.TryGetValue(name, out var field) && !kinds.Contains(field.Kind))
                faults.Add($"reap.{path}", $"'{name}' holds a {EnumName.Of(field.Kind)}. Name a column that holds a "
                    + $"{string.Join(" or a ", kinds.Select(EnumName.Of))}.");
        }

        Kind("segment", roles.Segment, ColumnKind.Text);
        Kind("tenureMonths", roles.TenureMonths, ColumnKind.Number);
        Kind("acquiredOn", roles.AcquiredOn, ColumnKind.Date);
        Kind("termEnds", roles.TermEnds, ColumnKind.Number, ColumnKind.Date);
        Kind("acquiredBy", roles.AcquiredBy, ColumnKind.Text);
        foreach (var (measure, name) in roles.Measures)
            Kind($"measures.{measure}", name, ColumnKind.Number, ColumnKind.Flag);
        var consents = roles.Consents.Where(consent => consent.Value.Field is not null)
            .Select(consent => ($"consents.{consent.Key}", new FieldIs(consent.Value.Field!, consent.Value.Is)));
        foreach (var (path, role) in RolesCheck.Conditions(roles).Concat(consents))
        {
            for (var index = 0; index < role.Is.Count; index++)
            {
                if (fields.TryGetValue(role.Field, out var field) && KnownValue.FaultOf(field, role.Is[index]) is { } fault)
                    faults.Add($"reap.{path}.is[{index}]", fault);
            }
        }
    }
}
