using ReapFunctions.Risk;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>The three records of every customer of a bucket, aligned by row.</summary>
public sealed record Decisions(ValueRecord[] Values, RiskRecord[] Risks, OfferRecord[] Offers)
{
    /// <summary>
    /// All three from a scored snapshot. Each step that writes one kind works out what it needs: nothing is read back.
    /// </summary>
    public static Decisions Make(ScoredSnapshot scored, DecisionOptions config, ValueCutPoints cutPoints)
    {
        var (values, risks) = ValueAndRisk(scored, config, cutPoints);
        return new Decisions(values, risks, new OfferEngine(config).Evaluate(scored, values, risks));
    }

    /// <summary>The first two.</summary>
    public static (ValueRecord[] Values, RiskRecord[] Risks) ValueAndRisk(
        ScoredSnapshot scored, DecisionOptions config, ValueCutPoints cutPoints)
    {
        var values = new ValueModel(config.Value, config.Roles).Evaluate(scored, cutPoints, config.TakeUps);
        return (values, new RiskModel(config.Risk, config.Reasons, config.Roles).Evaluate(scored, values));
    }
}
