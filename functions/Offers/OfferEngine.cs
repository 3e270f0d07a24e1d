using ReapFunctions.Risk;
using ReapFunctions.Scoring;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>
/// What to say to each customer next: the catalogue through the engagement policy, then ranked by P x C x V x L. Pure: the same
/// input gives the same records. Lists and prompts are both made from its records, so that they can never disagree.
/// </summary>
public sealed class OfferEngine(DecisionOptions config)
{
    /// <summary>The records of a scored snapshot, row by row.</summary>
    /// <param name="values">The value records of the same rows.</param>
    /// <param name="risks">The risk records of the same rows.</param>
    /// <param name="cutPoints">Of the base period, for what is usual.</param>
    public OfferRecord[] Evaluate(ScoredSnapshot scored, ValueRecord[] values, RiskRecord[] risks, ValueCutPoints cutPoints)
    {
        var bucket = new OfferBucket(config, scored, values, risks, cutPoints);
        var records = new OfferRecord[values.Length];
        for (var row = 0; row < records.Length; row++)
            records[row] = bucket.Of(row);
        return records;
    }
}
