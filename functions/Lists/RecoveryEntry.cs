using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>A customer who is recovered.</summary>
/// <param name="Rule">The rule of care.json that holds.</param>
/// <param name="Cause">The cause; null where the rule goes by none.</param>
/// <param name="Offer">The offer that puts it right.</param>
/// <param name="Budget">The most that it may cost.</param>
/// <param name="FollowUpOn">The day on which somebody asks whether it is right.</param>
/// <param name="Proactive">Answers nothing that the customer said.</param>
/// <param name="Control">Of the control group.</param>
public sealed record RecoveryEntry(
    string CustomerId, string Rule, string? Cause, string Offer, double Budget, DateOnly FollowUpOn, bool Proactive,
    double ValueAtRisk, ValueBand ValueBand, string? Segment, string? Team, bool Control)
{
    /// <summary>Falling value at risk; ties by customer id, by code point.</summary>
    public static readonly IComparer<RecoveryEntry> Ranking = Comparer<RecoveryEntry>.Create((left, right) =>
    {
        var falling = right.ValueAtRisk.CompareTo(left.ValueAtRisk);
        return falling != 0 ? falling : string.CompareOrdinal(left.CustomerId, right.CustomerId);
    });

    /// <summary>Whether it is withheld, so that what it brings can be measured.</summary>
    internal bool IsWithheld => Proactive && Control;

    /// <summary>The day that called for it; null in lists that were stored before it was kept.</summary>
    internal DateOnly? Since { get; init; }

    /// <summary>The customer's last yes that was counted and did not answer it; null for none.</summary>
    internal DateTimeOffset? LastYes { get; init; }

    /// <summary>Whether the customer has said yes to it, which the next night counts: nobody need call them.</summary>
    internal bool IsAnsweredBy(IEnumerable<OutcomeRecord> outcomes) =>
        !IsWithheld && RecoveryPlan.AnsweredBy(outcomes, Offer, Since ?? DateOnly.MinValue, LastYes) is not null;

    /// <summary>A bucket's share of the list, ranked.</summary>
    internal static RecoveryEntry[] Choose(Decisions decisions)
    {
        var entries = new List<RecoveryEntry>();
        for (var row = 0; row < decisions.Offers.Length; row++)
        {
            if (decisions.Offers[row] is { Recovery: { } plan } record)
                entries.Add(Of(record, plan, decisions.Risks[row]));
        }
        entries.Sort(Ranking);
        return [.. entries];
    }

    private static RecoveryEntry Of(OfferRecord record, RecoveryPlan plan, RiskRecord risk) => new(
        record.CustomerId, plan.Rule, plan.Cause, plan.Offer, plan.Budget, plan.FollowUpOn, plan.Proactive,
        risk.ValueAtRisk ?? 0, record.ValueBand, record.Segment, record.Team, record.Control)
    {
        Since = plan.Since,
        LastYes = plan.LastYes,
    };
}
