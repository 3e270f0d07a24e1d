using ReapFunctions.Outcomes;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>How likely the customers of a bucket say yes to an offer.</summary>
internal sealed class OfferChances
{
    private readonly float[]? propensity;
    private readonly YesRate? yes;
    private readonly double? usual;
    private readonly double unpredicted;

    public OfferChances(Offer offer, ScoredSnapshot scored, ValueCutPoints cutPoints)
    {
        var target = offer.Target ?? "";
        propensity = scored.Scores.GetValueOrDefault(target)?.Propensity;
        usual = cutPoints.Chances.TryGetValue(target, out var mean) && mean > 0 ? mean : null;
        yes = offer.Learned ?? offer.Configured;
        unpredicted = offer.Learned?.Rate ?? offer.Unpredicted;
    }

    /// <summary>Of the offer's target; null where no model predicts it.</summary>
    public double? Propensity(int row) =>
        propensity is null || float.IsNaN(propensity[row]) ? null : Math.Round(propensity[row], 6);

    /// <summary>Of who is asked in a conversation.</summary>
    public double OfYes(int row) =>
        Propensity(row) is not { } predicted ? unpredicted
        : yes is not null && usual is { } often ? yes.Of(predicted, often)
        : predicted;
}
