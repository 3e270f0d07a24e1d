using ReapFunctions.Contracts;

namespace ReapFunctions.Rules;

/// <summary>
/// What configuration may name: the contract's roles and fields, the targets, and the facts that follow from them.
/// </summary>
internal sealed class Vocabulary(
    Roles roles, IReadOnlyDictionary<string, ColumnKind> fields, IReadOnlyDictionary<string, string?> targets)
{
    public Roles Roles => roles;

    public IReadOnlyDictionary<string, ColumnKind> Fields => fields;

    public IReadOnlyDictionary<string, string?> Targets => targets;

    public IReadOnlyDictionary<string, ColumnKind> Facts { get; } = FactNames.Collect(fields, roles, targets.Keys);
}
