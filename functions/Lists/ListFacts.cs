using ReapFunctions.Contracts;
using ReapFunctions.Rules;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Lists;

/// <summary>
/// Facts of a customer that a list holds beside its columns, in one cell: their values as clean files write them, with a control
/// character between. One text for each entry costs less than a cell for each fact: most are never asked for.
/// </summary>
/// <param name="names">In their order. One that the portfolio no longer has is missing for everybody.</param>
/// <param name="kinds">By fact that there is.</param>
internal sealed class ListFacts(IReadOnlyList<string> names, IReadOnlyDictionary<string, ColumnKind> kinds, Facts facts)
{
    /// <summary>The unit separator, which no clean value holds on purpose.</summary>
    private const char Between = '\u001F';

    private readonly SnapshotColumn?[] columns = [.. names.Select(name => kinds.ContainsKey(name) ? facts[name] : null)];

    private readonly string?[] made = new string?[facts.Rows];

    /// <summary>The facts of a row; null for none.</summary>
    public string? Of(int row) => columns.Length == 0
        ? null
        : made[row] ??= string.Join(Between, columns.Select(column => column?.Value(row)?.Replace(Between, ' ')));

    /// <summary>The value of the fact at a place; empty where it is missing.</summary>
    public static ReadOnlySpan<char> At(string? facts, int place)
    {
        var rest = facts.AsSpan();
        for (; place > 0; place--)
        {
            var end = rest.IndexOf(Between);
            if (end < 0)
                return [];
            rest = rest[(end + 1)..];
        }
        return rest.IndexOf(Between) is var next and >= 0 ? rest[..next] : rest;
    }
}
