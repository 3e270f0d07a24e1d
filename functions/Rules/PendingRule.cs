using System.Globalization;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Rules;

/// <summary>
/// A rule that the night could not settle, because it asks for the customer's history: what is left of it once everything else in
/// it is known. Prompts and lists settle it at the moment they are asked for.
/// </summary>
/// <param name="Must">Holds conditions on the history only.</param>
public sealed record PendingRule(string Rule, string Because, Condition Must)
{
    /// <summary>Whether the rule holds now for an offer.</summary>
    internal bool Holds(IReadOnlyList<OutcomeRecord> outcomes, string offer, string group, DateTimeOffset now) =>
        Holds(Must, outcomes, offer, group, now);

    /// <summary>The counts compared.</summary>
    internal string Compared(IReadOnlyList<OutcomeRecord> outcomes, string offer, string group, DateTimeOffset now) =>
        string.Join("; ", Leaves(Must).Select(leaf => string.Create(
            CultureInfo.InvariantCulture,
                $"{ConditionWords.Of(leaf.History!)}: {leaf.History!.In(outcomes, offer, group, now)}, must be "
                + $"{ConditionWords.Must(leaf)}")));

    internal static bool Holds(
        Condition must, IReadOnlyList<OutcomeRecord> outcomes, string offer, string group, DateTimeOffset now) =>
        must.All is { } all ? all.All(part => Holds(part, outcomes, offer, group, now))
        : must.Any is { } any ? any.Any(part => Holds(part, outcomes, offer, group, now))
        : must.Not is { } not ? !Holds(not, outcomes, offer, group, now)
        : Holds(must, must.History!.In(outcomes, offer, group, now));

    private static bool Holds(Condition leaf, int count) =>
        !(count < leaf.AtLeast) && !(count > leaf.AtMost) && !(count <= leaf.MoreThan) && !(count >= leaf.LessThan)
        && (leaf.Is is not { } one || one.Text == count.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<Condition> Leaves(Condition condition) =>
        (condition.All ?? condition.Any)?.SelectMany(Leaves) ?? (condition.Not is { } not ? Leaves(not) : [condition]);
}
