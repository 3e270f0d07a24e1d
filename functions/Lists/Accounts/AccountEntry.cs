using ReapFunctions.Offers;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.Accounts;

/// <summary>A customer whom a team looks after.</summary>
/// <param name="Value">Value of 12 months.</param>
/// <param name="ValueAtRisk">0 in a portfolio without a target of kind churn, and without a model.</param>
/// <param name="Recovery">The rule of recovery that holds; null for none, and where it is withheld.</param>
/// <param name="FollowUpOn">When somebody asks whether that is right.</param>
/// <param name="AsleepSince">Since when the customer is asleep; null for who is awake.</param>
public sealed record AccountEntry(
    string CustomerId, string Team, ValueBand ValueBand, string? Segment, double Value, double ValueAtRisk, string? RiskBand,
    string? Recovery, DateOnly? FollowUpOn, DateOnly? AsleepSince, bool Control)
{
    /// <summary>Falling value at risk, then falling value; ties by customer id, by code point.</summary>
    public static readonly IComparer<AccountEntry> Ranking = Comparer<AccountEntry>.Create((left, right) =>
        right.ValueAtRisk.CompareTo(left.ValueAtRisk) is var atRisk and not 0 ? atRisk
        : right.Value.CompareTo(left.Value) is var value and not 0 ? value
        : string.CompareOrdinal(left.CustomerId, right.CustomerId));

    /// <summary>A bucket's customers who have a team, ranked.</summary>
    internal static AccountEntry[] Choose(Decisions decisions)
    {
        var entries = new List<AccountEntry>();
        for (var row = 0; row < decisions.Offers.Length; row++)
        {
            if (decisions.Offers[row] is { Active: true, Team: { } team } record)
                entries.Add(Of(record, team, decisions.Values[row], decisions.Risks[row]));
        }
        entries.Sort(Ranking);
        return [.. entries];
    }

    private static AccountEntry Of(OfferRecord record, string team, ValueRecord value, RiskRecord risk)
    {
        var plan = record.Recovery is { Withheld: false } recovery ? recovery : null;
        return new AccountEntry(
            record.CustomerId, team, record.ValueBand, record.Segment, value.Current, risk.ValueAtRisk ?? 0, risk.Band,
            plan?.Rule, plan?.FollowUpOn, record.Asleep?.AsleepSince, record.Control);
    }
}
