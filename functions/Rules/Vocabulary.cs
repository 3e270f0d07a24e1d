using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>
/// What configuration may name: the contract's roles and fields, the targets, and the facts that follow from them.
/// </summary>
/// <param name="targets">By target: the product whose take-up it predicts; null for churn.</param>
/// <param name="hasLifetime">Whether a lifetime value is worked out, by churn or by purchases.</param>
/// <param name="hasCare">Whether the portfolio has care.json.</param>
/// <param name="hasRhythm">Whether value.json says what tells of a rhythm.</param>
internal sealed class Vocabulary(
    Roles roles, IReadOnlyDictionary<string, ColumnKind> fields, IReadOnlyDictionary<string, string?> targets, bool hasLifetime,
    bool hasCare, bool hasRhythm = false)
{
    /// <summary>By fact whose values are names: those that there are. Any value fits a fact that is not among them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Names { get; init; } =
        new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>A column under a fact's name would take its place, also where somebody is never to be sold to.</summary>
    public void CheckNames(Faults faults)
    {
        var facts = FactNames.Collect(new Dictionary<string, ColumnKind>(), roles, targets.Keys);
        foreach (var name in fields.Keys.Where(facts.ContainsKey).Order(StringComparer.Ordinal))
            faults.Add("", $"A column is called '{name}', and so is a fact of every customer that rules stand on. Name the "
                + "column otherwise, at its source if need be, or leave it out of the contract.");
    }

    public Roles Roles => roles;

    public IReadOnlyDictionary<string, ColumnKind> Fields => fields;

    public IReadOnlyDictionary<string, string?> Targets => targets;

    /// <summary>The target that predicts who leaves; null for none.</summary>
    public string? Churn { get; } = targets.FirstOrDefault(target => target.Value is null).Key;

    /// <summary>A name that is none, with the cause where other portfolios have it.</summary>
    public void AddUnknown(Faults faults, string path, string what, string name, IEnumerable<string> known)
    {
        if (WhyNot(name) is { } why)
            faults.Add(path, why);
        else
            faults.AddUnknown(path, what, name, known);
    }

    private string? WhyNot(string name) =>
        Facts.ContainsKey(name) ? null
        : Churn is null && name.StartsWith(FactNames.Risk, StringComparison.Ordinal)
            ? $"There is no '{name}': no target has the kind churn. Remove what stands on it, or add the target."
        : !hasCare && name.StartsWith(FactNames.Care, StringComparison.Ordinal)
            ? $"There is no '{name}': the portfolio has no care.json. Remove what stands on it, or add the file."
        : !hasRhythm && name.StartsWith(FactNames.Rhythm, StringComparison.Ordinal)
            ? $"There is no '{name}': value.json has no rhythm. Remove what stands on it, or add it."
        : roles.ReferredBy is null && name.StartsWith(FactNames.Advocacy, StringComparison.Ordinal)
            ? $"There is no '{name}': the contract has no reap.referredBy. Remove what stands on it, or name the column."
        : name == FactNames.ValueLifetime
            ? $"There is no '{name}': nothing says how long customers stay. Add a target of kind churn, or a buying lifetime."
        : null;

    /// <summary>Names that texts of offers may use beside facts.</summary>
    public IReadOnlyList<string> Extras(IReadOnlyList<string> all) =>
        Churn is null ? [.. all.Where(name => !name.StartsWith(FactNames.Risk, StringComparison.Ordinal))] : all;

    public IReadOnlyDictionary<string, ColumnKind> Facts { get; } =
        FactNames.Collect(fields, roles, targets.Keys)
            .Where(fact => targets.Values.Contains(null) || !fact.Key.StartsWith(FactNames.Risk, StringComparison.Ordinal))
            .Where(fact => hasCare || !fact.Key.StartsWith(FactNames.Care, StringComparison.Ordinal))
            .Where(fact => hasRhythm || !fact.Key.StartsWith(FactNames.Rhythm, StringComparison.Ordinal))
            .Where(fact => roles.ReferredBy is not null || !fact.Key.StartsWith(FactNames.Advocacy, StringComparison.Ordinal))
            .Where(fact => hasLifetime || fact.Key != FactNames.ValueLifetime || fields.ContainsKey(fact.Key))
            .ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
}
