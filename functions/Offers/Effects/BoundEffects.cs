using ReapFunctions.Outcomes;
using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Effects;

/// <summary>What contacts do to leaving, tied to the columns of a bucket.</summary>
internal sealed class BoundEffects
{
    private readonly (string Group, BoundCondition When)[] groups;
    private readonly Dictionary<(string Group, ContactAim About), double> ratios;

    public BoundEffects(OfferOptions options, IReadOnlyList<LeavingEffect> learned, Facts facts, DateOnly asOf)
    {
        groups = [.. options.ContactGroups.Select(group => (group.Name, BoundCondition.Bind(group.When, facts, asOf)))];
        ratios = learned.ToDictionary(effect => (effect.Group, effect.About), effect => effect.Ratio);
    }

    /// <summary>The group of a customer.</summary>
    public string GroupOf(int row) => Array.Find(groups, group => group.When.Holds(row)).Group ?? ContactGroup.Others;

    /// <summary>
    /// Currency that a contact keeps of what is at risk, below 0 where it drives away; 0 while nothing is known.
    /// </summary>
    public double Of(string group, OfferKind kind, double? valueAtRisk) =>
        AimOf(kind) is { } about && valueAtRisk is { } risk && ratios.TryGetValue((group, about), out var ratio)
            ? (1 - ratio) * risk
            : 0;

    /// <summary>What a contact about an offer of a kind is about; null for care, and for who has left already.</summary>
    public static ContactAim? AimOf(OfferKind kind) => kind switch
    {
        OfferKind.Retention => ContactAim.Keeping,
        OfferKind.Recovery or OfferKind.Service or OfferKind.WinBack => null,
        _ => ContactAim.Other,
    };
}
