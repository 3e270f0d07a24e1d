using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>What caring for the active customers of a group may cost, and whether they are answered in time.</summary>
/// <param name="Recovering">Customers who are being put right.</param>
/// <param name="RecoveryBudget">Currency that this may cost at most.</param>
/// <param name="CareBudget">Currency that the standards of their value bands allow for care in 12 months.</param>
/// <param name="Solved">Complaints with a promise that are solved.</param>
/// <param name="InTime">Of the solved, those within what was promised.</param>
/// <param name="Overdue">Of the open, those beyond it.</param>
public sealed record GroupCare(
    long Recovering, decimal RecoveryBudget, decimal CareBudget, long Solved, long InTime, long Overdue)
{
    internal static readonly GroupCare None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Share answered in time of those of which it is known: over solved or overdue; null with none of them.</summary>
    public double? InTimeShare => ReapMeasures.Ratio(InTime, Solved + Overdue);

    public static GroupCare operator +(GroupCare one, GroupCare other) => new(
        one.Recovering + other.Recovering, one.RecoveryBudget + other.RecoveryBudget, one.CareBudget + other.CareBudget,
        one.Solved + other.Solved, one.InTime + other.InTime, one.Overdue + other.Overdue);

    /// <summary>By group of the plan; none in a portfolio without a plan by group or without care.json.</summary>
    internal static IReadOnlyDictionary<string, GroupCare> Of(
        ScoredSnapshot scored, Decisions decisions, DecisionOptions config)
    {
        var groups = new Dictionary<string, GroupCare>(StringComparer.Ordinal);
        if (config is not { GroupPlan: { } plan, Care: { } options })
            return groups;
        var cases = scored.Cases.ToLookup(found => found.CustomerId, StringComparer.Ordinal);
        for (var row = 0; row < decisions.Values.Length; row++)
        {
            if (decisions.Values[row] is not { Active: true } value)
                continue;
            var name = plan.Names[plan.PlaceOf(value.Segment, value.Band)];
            var sum = groups.GetValueOrDefault(name, None) + OfCustomer(decisions.Offers[row], config.Offering);
            groups[name] = cases[value.CustomerId]
                .Where(found => !found.Voiced && options.PromisedDays(options.Known(found.Cause)) is not null)
                .Aggregate(sum, (care, found) => care + OfCase(
                    found.SolvedOn is not null, CareState.Overdue(found, options, scored.Run.Date) > 0));
        }
        return groups;
    }

    private static GroupCare OfCustomer(OfferRecord record, OfferOptions options) => None with
    {
        Recovering = record.Recovery is { Withheld: false } ? 1 : 0,
        RecoveryBudget = record.Recovery is { Withheld: false } plan ? Money.Exact(plan.Budget) : 0,
        CareBudget = Money.Exact(options.StandardOf(record)?.CareBudget ?? 0),
    };

    private static GroupCare OfCase(bool isSolved, bool isLate) => None with
    {
        Solved = isSolved ? 1 : 0,
        InTime = isSolved && !isLate ? 1 : 0,
        Overdue = !isSolved && isLate ? 1 : 0,
    };
}
