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
        var values = ValuesOf(scored, config, cutPoints);
        var risks = RisksOf(scored, config, values);
        return new Decisions(values, risks, new OfferEngine(config).Evaluate(scored, values, risks, cutPoints));
    }

    /// <summary>The first alone.</summary>
    public static ValueRecord[] ValuesOf(ScoredSnapshot scored, DecisionOptions config, ValueCutPoints cutPoints) =>
        new ValueModel(config.Value, config.Roles).Evaluate(scored, cutPoints, config.TakeUps);

    /// <summary>The second alone.</summary>
    public static RiskRecord[] RisksOf(ScoredSnapshot scored, DecisionOptions config, ValueRecord[] values) =>
        LeavingWords.Add(new RiskModel(config.Risk, config.Reasons, config.Roles).Evaluate(scored, values), values, config);
}
