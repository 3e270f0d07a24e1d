using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers.Checks;

/// <summary>
/// The names that facts may have: a condition on any other would never hold, and nobody would notice. Facts of which any text
/// may be told are not among them.
/// </summary>
internal static class FactValues
{
    /// <param name="risk">Null in a portfolio without it, and where it cannot be read.</param>
    /// <param name="care">The same.</param>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>> Of(
        IEnumerable<Field> fields, Roles roles, RiskOptions? risk, CareOptions? care)
    {
        var names = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal)
        {
            [FactNames.ValueBand] = [.. Enum.GetValues<ValueBand>().Select(EnumName.Of)],
        };
        foreach (var field in fields)
        {
            if (field is { Kind: ColumnKind.Text, Constraints.Enum: { } members })
                names[field.Name] = [.. members.Select(member => member.ToString())];
        }
        if (roles.Segment is { } segment && names.TryGetValue(segment, out var segments))
            names[FactNames.Segment] = segments;
        if (risk is not null)
            names[FactNames.RiskBand] =
                [.. risk.Bands.Select(band => band.Name).Append(risk.Lapsed).Append(RiskOptions.Unknown).Distinct()];
        if (care is not null)
        {
            names[FactNames.CareCause] = names[FactNames.CareStruck] = [.. care.Causes.Keys, CareOptions.Unknown];
            names[FactNames.CareRecovery] = [.. care.Recovery.Select(rule => rule.Name)];
            if (care.Leaving is { } leaving)
                names[FactNames.CareLeaving] = [.. leaving.Reasons.Keys, LeavingOptions.NotTold];
        }
        return names;
    }
}
