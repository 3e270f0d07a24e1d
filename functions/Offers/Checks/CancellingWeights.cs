using System.Globalization;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Offers.Checks;

/// <summary>
/// Weights that multiply to about 1 where both hold: an offer then ranks as if neither were there, which is seldom meant.
/// </summary>
internal static class CancellingWeights
{
    private const double Near = 0.05;

    /// <summary>A sentence for each pair that may hold for the same customer and offer.</summary>
    /// <param name="plan">Whose groups have weights of their own; null for none.</param>
    public static IEnumerable<string> In(OfferOptions options, GroupPlanOptions? plan = null)
    {
        foreach (var offer in options.Offers)
        {
            var common = options.LeverWeights.GetValueOrDefault(offer.Lever);
            var levers = GroupPlanOptions.WeightsOf(plan, offer.Lever, common).Distinct();
            foreach (var lever in levers.Where(lever => Cancel(lever, offer.Weight)))
                yield return $"Of '{offer.Name}' its weight {Text(offer.Weight)} and {Text(lever)} of lever "
                    + $"{EnumName.Of(offer.Lever)} cancel each other.";
        }
        for (var i = 0; i < options.Contexts.Count; i++)
        {
            foreach (var later in options.Contexts.Skip(i + 1))
            {
                var first = options.Contexts[i];
                var both = options.Offers.Where(offer => Covers(first, offer) && Covers(later, offer)).Select(offer => offer.Name)
                    .ToArray();
                if (both.Length > 0 && Cancel(first.Weight, later.Weight) && Satisfiable.Together([first.When, later.When]))
                    yield return $"Contexts '{first.Name}' ({Text(first.Weight)}) and '{later.Name}' ({Text(later.Weight)}) "
                        + $"cancel each other for {string.Join(", ", both)} where both hold.";
            }
        }
    }

    private static bool Covers(ContextWeight context, Offer offer) => OfferRules.Covers(context.Offers, context.Kinds, offer);

    private static bool Cancel(double weight, double other) =>
        weight != 0 && other != 0 && Math.Abs((1 + weight / 100) * (1 + other / 100) - 1) <= Near;

    private static string Text(double weight) => string.Create(CultureInfo.InvariantCulture, $"{weight:+0.##;-0.##} %");
}
