using System.Globalization;
using System.Runtime.InteropServices;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>
/// Arms while customers are added. Everybody whom the policy kept an offer for takes part, contacted or not, so that the arms
/// differ by the draw alone.
/// </summary>
/// <param name="riskTarget">The target that an offer without one is counted under; null for none.</param>
/// <param name="withQuantiles">Whether <see cref="QuantilesAt"/> is asked for, which takes what everybody is worth.</param>
internal sealed class ArmSums(string? riskTarget, bool withQuantiles = false)
{
    private readonly Dictionary<string, ArmPair> sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (List<long> Treated, List<long> Control)> cents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<UpliftRanking.Row>> offers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ArmPair> All =>
        sums.OrderBy(sum => sum.Key, StringComparer.Ordinal).ToDictionary(sum => sum.Key, sum => sum.Value);

    public IReadOnlyList<UpliftRanking> Uplift => [.. offers.Select(offer => UpliftRanking.Rank(offer.Key, offer.Value))];

    /// <summary>The median and the tails of what each arm's customers are worth; sorts them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<QuantileDifference>> QuantilesAt(Look look) => cents
        .OrderBy(values => values.Key, StringComparer.Ordinal)
        .ToDictionary(values => values.Key, values => QuantileDifference.Of(values.Value.Treated, values.Value.Control, look));

    /// <summary>
    /// Whom a pro-active rule of recovery held for takes part in its comparison alone: the control group goes without, so that
    /// the arms differ by the draw alone. The treated are sold nothing meanwhile: what is kept for the control group among them
    /// has no counterpart.
    /// </summary>
    /// <param name="products">The later night's products in the order of its holdings.</param>
    public void Add(
        RunDigest digest, DigestRow was, DigestCare care, DigestRow isNow, IReadOnlyList<string> products)
    {
        if (!was.Active)
            return;
        if (care.IsRecovering)
            Count($"recovery:{digest.Recoveries[care.Recovery]}", was, isNow, isNow.Active);
        else if (was.Best != DigestRow.NoOffer && digest.Offers[was.Best] is { Care: false } offer)
            AddOffer(digest, offer, was, isNow, products);
    }

    private void AddOffer(
        RunDigest digest, DigestOffer offer, DigestRow was, DigestRow isNow, IReadOnlyList<string> products)
    {
        var gained = offer.Product >= 0 && Gained(digest, was, isNow, products, digest.Products[offer.Product]);
        var success = offer.Product >= 0 ? gained : isNow.Active;
        if (!offers.TryGetValue(offer.Name, out var rows))
            offers.Add(offer.Name, rows = []);
        rows.Add(new UpliftRanking.Row(was.Key, was.Decile, was.Propensity, !was.Control, success));
        Count("total", was, isNow, isNow.Active);
        Count($"offer:{offer.Name}", was, isNow, success);
        if ((offer.Target ?? riskTarget) is { } target)
            Count($"target:{target}", was, isNow, offer.Target is null ? isNow.Active : gained);
        Count($"decile:{was.Decile.ToString(CultureInfo.InvariantCulture)}", was, isNow, isNow.Active);
        if (was.Segment >= 0)
            Count($"segment:{digest.Segments[was.Segment]}", was, isNow, isNow.Active);
    }

    /// <summary>Whether a customer has come by a product.</summary>
    /// <param name="products">The later night's products in the order of its holdings.</param>
    public static bool Gained(
        RunDigest digest, DigestRow was, DigestRow isNow, IReadOnlyList<string> products, string product) =>
        isNow.Active && !digest.Holds(was, product) && RunDigest.Holds(isNow, products, product);

    private void Count(string name, DigestRow was, DigestRow isNow, bool success)
    {
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, name, out _);
        pair = (pair ?? ArmPair.Empty).With(was, isNow, success);
        if (!withQuantiles)
            return;
        ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(cents, name, out var isThere);
        if (!isThere)
            values = ([], []);
        (was.Control ? values.Control : values.Treated).Add(isNow.Active ? isNow.Cents : 0);
    }
}
