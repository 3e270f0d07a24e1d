using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Channels;

/// <summary>What counts for more, or less, on a channel.</summary>
public sealed record ChannelWeight
{
    /// <summary>Percent added to the priority on the channel; may be negative, above -100.</summary>
    public required double Weight { get; init; }

    /// <summary>Whether it comes there before all that no context puts first, whatever its priority; default false.</summary>
    public bool First { get; init; }

    /// <summary>Kinds it weighs; empty for all of <see cref="Offers"/>.</summary>
    public IReadOnlyList<OfferKind> Kinds { get; init; } = [];

    /// <summary>Offers it weighs; empty for all of <see cref="Kinds"/>.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];
}

/// <summary>
/// A channel that customers come to by themselves, such as a shop or an app. It needs no consent: what may be said there is what
/// may be said to who calls in.
/// </summary>
public sealed record VisitedChannel
{
    /// <summary>
    /// How often somebody may hear of offers there, counted over what was said on this channel; at least one. Limits of other
    /// contacts do not count here, and what is said here counts in none of those that count every reply.
    /// </summary>
    public IReadOnlyList<ContactLimit> Limits { get; init; } = [];

    /// <summary>What comes sooner there; those that cover an offer multiply. None by default.</summary>
    public IReadOnlyList<ChannelWeight> Weights { get; init; } = [];

    /// <summary>Whether an offer comes first there.</summary>
    internal bool IsFirst(string offer, OfferKind kind) =>
        Weights.Any(weight => weight.First && OfferRules.Covers(weight.Offers, weight.Kinds, offer, kind));

    /// <summary>What the channel multiplies an offer's priority by.</summary>
    internal double WeightOf(string offer, OfferKind kind)
    {
        var weight = 1.0;
        foreach (var found in Weights)
            weight *= OfferRules.Covers(found.Offers, found.Kinds, offer, kind) ? 1 + found.Weight / 100 : 1;
        return weight;
    }
}
