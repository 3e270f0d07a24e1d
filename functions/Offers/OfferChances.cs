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
    private readonly double[]? by;

    public OfferChances(Offer offer, ScoredSnapshot scored, ValueCutPoints cutPoints, BoundFactors factors)
    {
        var target = offer.Target ?? "";
        propensity = scored.Scores.GetValueOrDefault(target)?.Propensity;
        usual = cutPoints.Chances.TryGetValue(target, out var mean) && mean > 0 ? mean : null;
        yes = offer.Learned ?? offer.Configured;
        unpredicted = offer.Learned?.Rate ?? offer.Unpredicted;
        by = factors.Weights(offer.Learned?.By);
    }

    /// <summary>Of the offer's target; null where no model predicts it.</summary>
    public double? Propensity(int row) =>
        propensity is null || float.IsNaN(propensity[row]) ? null : Math.Round(propensity[row], 6);

    /// <summary>Of who is asked in a conversation.</summary>
    /// <param name="factors">Those that hold of the customer.</param>
    public double OfYes(int row, uint factors) =>
        Propensity(row) is { } predicted
            ? yes is not null && usual is { } often ? yes.Of(predicted, often, Lean(factors)) : predicted
            : by is not null && yes is not null ? yes.Unpredicted(Lean(factors)) : unpredicted;

    private double Lean(uint factors)
    {
        var sum = 0.0;
        for (var i = 0; i < by?.Length; i++)
            sum += (factors & (1u << i)) != 0 ? by[i] : 0;
        return sum;
    }
}
