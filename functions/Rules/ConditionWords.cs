using System.Globalization;
using ReapFunctions.Storage;

namespace ReapFunctions.Rules;

/// <summary>Conditions in words, for explanations.</summary>
internal static class ConditionWords
{
    public static string Of(Condition condition) =>
        condition.All is { } all ? string.Join(" and ", all.Select(Of))
        : condition.Any is { } any ? $"({string.Join(" or ", any.Select(Of))})"
        : condition.Not is { } not ? $"not ({Of(not)})"
        : condition.History is { } history ? $"{Of(history)} {Must(condition)}"
        : $"{condition.Field} {Must(condition)}";

    /// <summary>What is counted, such as <c>declined (group) within 90 days</c>.</summary>
    public static string Of(HistoryCount history)
    {
        var what = history.Replies.Count == 0 ? "contacts" : string.Join(" or ", history.Replies.Select(EnumName.Of));
        var about = history.Offers.Count > 0
            ? $" {string.Join(" or ", history.Offers)}"
            : history.Per == ContactScope.Customer
            ? ""
            : $" (this {EnumName.Of(history.Per)})";
        return $"{what}{about}{(history.Channel is null ? "" : $" by {history.Channel}")} within {history.WithinDays} days";
    }

    /// <summary>What the comparison of a single field asks for, such as <c>at least 18</c>.</summary>
    public static string Must(Condition condition)
    {
        var parts = new List<string>(2);
        if (condition.Missing is { } missing)
            parts.Add(missing ? "missing" : "known");
        if (condition.Is is { } one)
            parts.Add(one.Text);
        if (condition.In is { } some)
            parts.Add(string.Join(" or ", some));
        Add(parts, "at least", condition.AtLeast);
        Add(parts, "at most", condition.AtMost);
        Add(parts, "more than", condition.MoreThan);
        Add(parts, "less than", condition.LessThan);
        Add(parts, "days ago, at most", condition.WithinDays);
        Add(parts, "days ago, more than", condition.OlderThanDays);
        if (condition.From is { } from)
            parts.Add($"{from:yyyy-MM-dd} or later");
        if (condition.Before is { } before)
            parts.Add($"before {before:yyyy-MM-dd}");
        return string.Join(" and ", parts);
    }

    private static void Add(List<string> parts, string words, double? bound)
    {
        if (bound is { } number)
            parts.Add($"{words} {number.ToString("0.####", CultureInfo.InvariantCulture)}");
    }
}
