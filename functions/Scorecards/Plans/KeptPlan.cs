using ReapFunctions.Lists.Selections;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>A plan that is carried out, with what it promised: what came of it is held against that.</summary>
/// <param name="Name">Letters, digits, dots, dashes and underscores, at most 64.</param>
/// <param name="Run">The run whose customers it chooses.</param>
/// <param name="By">Who kept it; null where nobody is signed in.</param>
/// <param name="Grade">The last grade of return that it buys: all contacts above that grade are the plan's.</param>
/// <param name="Share">The share of the last grade that the budget buys, 0 to 1: by the keys of customers, of both sides.</param>
public sealed record KeptPlan(string Name, string Run, DateTimeOffset KeptAt, string? By, BudgetPlan Plan, int Grade,
    double Share = 1)
{
    /// <summary>That it is withdrawn; null while it stands.</summary>
    public Withdrawn? Withdrawn { get; init; }
}

/// <summary>What a plan promised of one lever or decile, and what has come.</summary>
/// <param name="Group"><c>total</c>, <c>lever:{name}</c> or <c>decile:{n}</c>.</param>
/// <param name="Customers">Whom the plan chose, and who could be contacted.</param>
/// <param name="Control">Whom it would have chosen of the control group.</param>
/// <param name="Promised">Currency that contacting them was expected to bring, before its cost.</param>
/// <param name="Due">What of it shows by now if it holds: a product at once, customers who stay over the months within which
/// they would have left, all else day by day over 12 months.</param>
/// <param name="Realised">
/// Currency that their value has changed by more than that of the control group, with its 95 % interval; null with too few on
/// either side.
/// </param>
/// <param name="Ratio">Realised over due; null where either is not known, and in the first 30 days.</param>
public sealed record PlanLine(
    string Group, long Customers, long Control, decimal Promised, decimal Due, Interval? Realised, double? Ratio)
{
    /// <summary><see cref="Realised"/> for who looks every night.</summary>
    public Interval? Anytime { get; init; }

    /// <summary>Of nothing realised; may be looked at every night. Null where the interval is.</summary>
    public double? ValueP { get; init; }

    /// <summary>
    /// Something realised among the many lines of one answer: at most 5 % of what is said to be so is not, on average.
    /// </summary>
    public bool Found { get; init; }

    /// <summary>The p-values of lines of which something is known.</summary>
    internal static IEnumerable<double> ValuePs(IEnumerable<PlanLine> lines) =>
        lines.Select(line => line.ValueP).OfType<double>();

    /// <summary>The lines with what of them is found by the threshold of their answer.</summary>
    internal static IReadOnlyList<PlanLine> Mark(IReadOnlyList<PlanLine> lines, double threshold) =>
        [.. lines.Select(line => line with { Found = line.ValueP <= threshold })];
}

/// <summary>A kept plan and what has come of it by a later run.</summary>
/// <param name="Until">The run by which it is judged.</param>
/// <param name="Value">What is compared: <c>lifetime</c>, or <c>current</c> where the portfolio has no lifetime value.</param>
public sealed record PlanResult(KeptPlan Kept, string Until, string Value, IReadOnlyList<PlanLine> Lines);
