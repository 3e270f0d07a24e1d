using ReapFunctions.Outcomes;
using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Effects;

/// <summary>What contacts do to leaving, tied to the columns of a bucket.</summary>
internal sealed class BoundEffects
{
    private readonly BoundCondition[] groups;
    private readonly string[] names;
    private readonly double[][] ratios;

    public BoundEffects(OfferOptions options, IReadOnlyList<LeavingEffect> learned, Facts facts, DateOnly asOf)
    {
        groups = [.. options.ContactGroups.Select(group => BoundCondition.Bind(group.When, facts, asOf))];
        names = [.. options.ContactGroups.Select(group => group.Name), ContactGroup.Others];
        ratios = [.. names.Select(name => Enum.GetValues<ContactAim>()
            .Select(about => learned.FirstOrDefault(effect => effect.Group == name && effect.About == about)?.Ratio ?? 1)
            .ToArray())];
    }

    /// <summary>The place of a customer's group.</summary>
    public int PlaceOf(int row)
    {
        var place = Array.FindIndex(groups, when => when.Holds(row));
        return place < 0 ? groups.Length : place;
    }

    public string NameOf(int place) => names[place];

    /// <summary>
    /// Currency that a contact keeps of what is at risk, below 0 where it drives away; 0 while nothing is known.
    /// </summary>
    /// <param name="place">That of the customer's group.</param>
    public double Of(int place, OfferKind kind, double? valueAtRisk) =>
        AimOf(kind) is { } about && valueAtRisk is { } risk ? (1 - ratios[place][(int)about]) * risk : 0;

    /// <summary>What a contact about an offer of a kind is about; null for care, and for who has left already.</summary>
    public static ContactAim? AimOf(OfferKind kind) => kind switch
    {
        OfferKind.Retention => ContactAim.Keeping,
        OfferKind.Recovery or OfferKind.Service or OfferKind.WinBack => null,
        _ => ContactAim.Other,
    };
}
