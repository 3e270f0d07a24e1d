using ReapFunctions.Care;
using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Recoveries;

/// <summary>Since when customers are to be recovered: what comes later by other causes moves no follow-up.</summary>
/// <remarks>
/// Days are tried from the first, by what had called for the rule until then, all customers at once.
/// <code>
/// overdue:  speed, promised by 11-21   price, voiced 11-29
///           holds: since 11-21         not tried any more
/// </code>
/// </remarks>
/// <param name="holding">By row: the place of the rule that holds; -1 for none.</param>
/// <param name="bind">The rules, tied to states.</param>
internal sealed class RecoveryDays(
    CareHistories histories, CareState[] states, IReadOnlyList<RecoveryRule> rules, int[] holding,
    Func<CareState[], BoundCondition[]> bind)
{
    /// <returns>By row: the first day by which the rule held; null for none, and where it holds of what has no day.</returns>
    public DateOnly?[] Find()
    {
        var found = new DateOnly?[states.Length];
        var days = Candidates();
        for (var round = 0; Array.Exists(days, row => row.Length > round); round++)
        {
            int[] asked = [.. Enumerable.Range(0, days.Length).Where(row => found[row] is null && days[row].Length > round)];
            var until = (CareState[])states.Clone();
            foreach (var row in asked)
                until[row] = histories.Until(row, rules[holding[row]], states[row].Struck, days[row][round]);
            var bound = bind(until);
            foreach (var row in asked)
            {
                if (bound[holding[row]].Holds(row) || days[row].Length == round + 1)
                    found[row] = days[row][round];
            }
        }
        return found;
    }

    /// <summary>By row: the days to try. What holds without any case has none, unless one is open.</summary>
    private DateOnly[][] Candidates()
    {
        var without = bind(Array.ConvertAll(states, state => CareState.None with { RightDays = state.RightDays }));
        var days = new DateOnly[states.Length][];
        for (var row = 0; row < days.Length; row++)
        {
            var isUntold = holding[row] >= 0 && without[holding[row]].Holds(row);
            days[row] = holding[row] < 0 || (isUntold && states[row] is { Open: 0, Voiced: 0 }) ? []
                : histories.Days(row, rules[holding[row]], states[row].Struck, isUntold);
        }
        return days;
    }
}
