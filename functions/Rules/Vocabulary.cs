using ReapFunctions.Contracts;
using ReapFunctions.Storage;

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

    /// <summary>A fault for a name that is not among those that exist.</summary>
    public static ConfigFault Unknown(string file, string path, string what, string name, IEnumerable<string> vocabulary) =>
        new(file, path,
            $"There is no {what} '{name}'. Use one of: {string.Join(", ", vocabulary.Order(StringComparer.Ordinal))}.");
}
