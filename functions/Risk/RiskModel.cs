using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Risk;

/// <summary>
/// Who is at risk and why, worked out from scores and value records. Pure: the same input gives the same records.
/// </summary>
/// <param name="options">Null in a portfolio without churn: its records say whose complaint is open, no more.</param>
public sealed class RiskModel(RiskOptions? options, ReasonTexts texts, Roles roles)
{
    /// <summary>The records of a scored snapshot, row by row.</summary>
    /// <param name="values">The value records of the same rows.</param>
    public RiskRecord[] Evaluate(ScoredSnapshot scored, ValueRecord[] values)
    {
        var complaints = new RoleColumns(scored.Customers, roles).Flags(roles.OpenComplaint);
        var records = new RiskRecord[values.Length];
        for (var row = 0; row < records.Length; row++)
            records[row] =
                new RiskRecord { CustomerId = values[row].CustomerId, Run = values[row].Run, Recover = complaints[row] };
        if (options is null)
            return records;
        var scores = scored.Scores.GetValueOrDefault(options.Target!);
        var words = new ReasonWords(texts, options.Target!, scored.Customers);
        for (var row = 0; row < records.Length; row++)
            records[row] = AtRisk(records[row], options, values[row], scores, words, row);
        return records;
    }

    private static RiskRecord AtRisk(
        RiskRecord record, RiskOptions options, ValueRecord value, TargetScores? scores, ReasonWords words, int row)
    {
        record = record with { Band = options.Lapsed, ValueAtRisk = 0, ExpectedMonths = 0, RetentionBudget = 0 };
        if (!value.Active)
            return record;
        if (scores is null || float.IsNaN(scores.Propensity[row]))
            return record with { Band = RiskOptions.Unknown, ExpectedMonths = value.ExpectedMonths };
        var propensity = Math.Round(scores.Propensity[row], 6);
        var atRisk = Money.Round(propensity * Math.Max(0, value.LifetimeIfKept ?? value.Lifetime ?? 0));
        var band = Band(options, propensity);
        return record with
        {
            Propensity = propensity,
            Band = options.Bands[band].Name,
            ValueAtRisk = atRisk,
            ExpectedMonths = value.ExpectedMonths,
            RetentionBudget = Money.Round(atRisk * options.SavedShare),
            Reasons = words.Reasons(row, scores.Contributions[row], band < options.Bands.Count - 1, options.Reasons),
            Contributions = words.Contributions(row, scores.Contributions[row], options.Reasons),
        };
    }

    /// <summary>The index of the band.</summary>
    private static int Band(RiskOptions options, double propensity)
    {
        for (var band = 0; band < options.Bands.Count - 1; band++)
        {
            if (propensity >= options.Bands[band].From)
                return band;
        }
        return options.Bands.Count - 1;
    }
}
