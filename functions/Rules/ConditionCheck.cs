using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>Whether a condition is one that can be asked: known fields, comparisons that fit their kind.</summary>
internal sealed class ConditionCheck(Vocabulary vocabulary, Faults faults)
{
    internal const int LongestWindow = 1000;

    /// <param name="history">Whether history may be asked: in rules of offers only.</param>
    public void Check(Condition condition, string path, bool history = false)
    {
        bool[] forms = [
            condition.All is not null, condition.Any is not null, condition.Not is not null, condition.Field is not null,
            condition.History is not null];
        if (forms.Count(form => form) != 1)
        {
            faults.Add(path, "Write exactly one of all, any, not, field and history.");
            return;
        }
        if (condition.History is not null)
        {
            if (!history)
                faults.Add(path, "Only rules of eligibility, applicability and suitability may ask for history.");
            CheckHistory(condition, path, faults);
            return;
        }
        if (condition.Field is not null)
        {
            CheckLeaf(condition, path);
            return;
        }
        if (HasComparison(condition))
            faults.Add(path, "A comparison needs a field beside it.");
        CheckParts(condition.All, $"{path}.all", history);
        CheckParts(condition.Any, $"{path}.any", history);
        if (condition.Not is { } not)
            Check(not, $"{path}.not", history);
    }

    /// <summary>Whether a count in the history can be asked for.</summary>
    public static void CheckHistory(Condition leaf, string path, Faults faults)
    {
        if (leaf.History!.WithinDays is < 1 or > LongestWindow)
            faults.Add($"{path}.history.withinDays", $"Write 1 to {LongestWindow} days.");
        if (leaf.History.Per == ContactScope.Channel)
            faults.Add($"{path}.history.per", "Write customer, group or offer, and name a channel with 'channel'.");
        var bounds = leaf with { AtLeast = null, AtMost = null, MoreThan = null, LessThan = null, Is = null };
        if (!HasComparison(leaf) || HasComparison(bounds))
            faults.Add(path, "Compare the count by atLeast, atMost, moreThan, lessThan or is.");
        if (leaf.Is is { } one && !KnownValue.Fits(ColumnKind.Number, one.Text))
            faults.Add(path, $"'{one}' is no count.");
    }

    private void CheckParts(IReadOnlyList<Condition>? parts, string path, bool history)
    {
        if (parts is { Count: 0 })
            faults.Add(path, "Write at least one condition.");
        for (var i = 0; i < (parts?.Count ?? 0); i++)
            Check(parts![i], $"{path}[{i}]", history);
    }

    private void CheckLeaf(Condition leaf, string path)
    {
        if (!vocabulary.Facts.TryGetValue(leaf.Field!, out var kind))
        {
            vocabulary.AddUnknown(faults, $"{path}.field", "fact", leaf.Field!, vocabulary.Facts.Keys);
            return;
        }
        CheckComparison(leaf, kind, path, faults);
        if (!vocabulary.Names.TryGetValue(leaf.Field!, out var names))
            return;
        foreach (var text in (leaf.Values ?? []).Where(text => !names.Contains(text.Text)))
            faults.AddUnknown(path, $"value of '{leaf.Field}'", text.Text, names);
    }

    /// <summary>Whether a comparison fits what its field holds.</summary>
    public static void CheckComparison(Condition leaf, ColumnKind kind, string path, Faults faults)
    {
        if (!HasComparison(leaf))
            faults.Add(path, "Write what the field is compared with, such as is, in, atLeast or missing.");
        if (leaf.In is { Count: 0 })
            faults.Add($"{path}.in", "The list is empty: nobody would be in it. Write at least one value.");
        if (leaf.In is not null && leaf.Is is not null)
            faults.Add(path, "Write 'is' or 'in', not both.");
        if (leaf.Missing is not null && HasComparison(leaf with { Missing = null }))
            faults.Add(path, "'missing' stands alone. Combine it with others by all or any.");
        if (kind != ColumnKind.Number && (leaf.AtLeast ?? leaf.AtMost ?? leaf.MoreThan ?? leaf.LessThan) is not null)
            faults.Add(path, $"'{leaf.Field}' is no number. Use is, in or missing.");
        if (kind != ColumnKind.Date && (
            leaf.WithinDays is not null || leaf.OlderThanDays is not null || leaf.Before is not null || leaf.From is not null))
            faults.Add(path, $"'{leaf.Field}' is no date.");
        if (leaf.WithinDays < 0 || leaf.OlderThanDays < 0)
            faults.Add(path, "Write days, 0 or more.");
        foreach (var text in (leaf.Values ?? []).Where(text => !KnownValue.Fits(kind, text.Text)))
            faults.Add(path, $"'{text}' is no value of '{leaf.Field}', which holds a {EnumName.Of(kind)}.");
    }

    internal static bool HasComparison(Condition one) =>
        one.Is is not null || one.In is not null || one.Missing is not null
        || (one.AtLeast ?? one.AtMost ?? one.MoreThan ?? one.LessThan ?? one.WithinDays ?? one.OlderThanDays) is not null
        || one.Before is not null || one.From is not null;
}
