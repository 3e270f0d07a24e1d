using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>One customer of a target's list.</summary>
/// <param name="Propensity">Calibrated, rounded to 6 decimals: what is ranked is what is shown.</param>
/// <param name="Value">Value of 12 months.</param>
/// <param name="Consents">Channels with consent, in the order of their names.</param>
/// <param name="Control">In the control group.</param>
/// <param name="Offers">Offers for the target that the policy keeps for the customer, of a list of who is about to leave those
/// of kind retention; none where the catalogue has none for it.</param>
/// <param name="Chance">P of the best of the offers kept: of a yes in a conversation. 0 where no offer is kept.</param>
/// <param name="Worth">V of it: what a yes brings, in currency.</param>
/// <param name="Effect">
/// By how much a contact is expected to raise the chance of what the list is for: that the customer takes the product, or stays;
/// 0 where no offer is kept.
/// </param>
/// <param name="Facts">Further facts, see <see cref="ListFacts"/>; null for none.</param>
/// <param name="Pending">By offer: rules that the customer's history settles, as JSON; null for none.</param>
public sealed record ListEntry(
    string CustomerId, double Propensity, double Value, ValueBand Band, int Decile, string? Segment,
        IReadOnlyList<string> Consents, bool Control,
    IReadOnlyList<string> Offers, double Chance = 0, double Worth = 0, double Effect = 0, string? Facts = null,
    string? Pending = null)
{
    /// <summary>
    /// What contacting the customer is expected to bring, on the channel asked for: the chance of a yes there x
    /// <see cref="Worth"/> x what promises of its lever have been worth, less the contact.
    /// </summary>
    public double Expected { get; init; }

    /// <summary>What contacting promises before its cost, and before what such promises have been worth, in currency.</summary>
    public double Brings { get; init; }

    /// <summary>What the contact costs that this counts with, in currency.</summary>
    public double Contact { get; init; }

    /// <summary>
    /// The same where promises are worth no more than the lower end of what they were; null while plans have not told.
    /// </summary>
    public double? AtLeast { get; init; }

    /// <summary>The same by the upper end; null likewise.</summary>
    public double? AtMost { get; init; }

    /// <summary>Falling propensity; ties by customer id, by code point.</summary>
    public static readonly IComparer<ListEntry> Ranking = Comparer<ListEntry>.Create((left, right) =>
    {
        var falling = right.Propensity.CompareTo(left.Propensity);
        return falling != 0 ? falling : string.CompareOrdinal(left.CustomerId, right.CustomerId);
    });
}
