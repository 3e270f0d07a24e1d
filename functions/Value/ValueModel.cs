using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Value;

/// <summary>
/// What customers are worth, worked out from their columns and scores. Pure: the same input gives the same records.
/// </summary>
public sealed class ValueModel(ValueOptions options, Roles roles)
{
    /// <summary>The records of a scored snapshot, row by row.</summary>
    /// <param name="cutPoints">Of the base period; null while it is being made: then every decile is 0.</param>
    /// <param name="takeUp">By target: the product whose take-up it predicts; targets that are left out add nothing.</param>
    public ValueRecord[] Evaluate(ScoredSnapshot scored, ValueCutPoints? cutPoints, IReadOnlyDictionary<string, string> takeUp)
    {
        var typical = cutPoints?.Typical ?? new Dictionary<string, double>();
        var lifetimes = new Lifetimes(options, roles, scored, takeUp, cutPoints);
        var rows = new CurrentValues(options, roles, scored.Customers, scored.Run.Date, cutPoints);
        var drivers = new ValueDrivers(options, typical);
        var rhythms = options.Rhythm is null || cutPoints is null
            ? null
            : new RhythmModel(options, roles, scored.Customers, scored.Run.Date, cutPoints);
        var records = new ValueRecord[scored.Customers.Rows];
        for (var row = 0; row < records.Length; row++)
        {
            var record = Ranked(lifetimes.Complete(rows.Of(row, scored.Run), row, rows.Proxies), cutPoints, drivers);
            record = record.Active && rhythms?.Of(row) is { } rhythm ? record with { Rhythm = rhythm } : record;
            records[row] = scored.Referrals is { } known ? Advocacy.Add(record, known) : record;
        }
        return records;
    }

    /// <summary>The value that deciles rank.</summary>
    public double RankOf(ValueRecord record) =>
        options.RankedBy == RankedBy.Lifetime ? record.Lifetime ?? record.Current : record.Current;

    private ValueRecord Ranked(ValueRecord record, ValueCutPoints? cutPoints, ValueDrivers drivers)
    {
        if (cutPoints is null)
            return record;
        var rank = RankOf(record);
        var decile = cutPoints.Decile(rank);
        return record with { Decile = decile, Band = options.Bands.BandOf(rank, decile), Drivers = drivers.Of(record) };
    }
}
