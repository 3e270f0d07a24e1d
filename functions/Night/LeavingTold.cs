using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Why customers leave, as a run knows it from outcomes. None in a portfolio that asks for no reasons.</summary>
public sealed class LeavingTold(DecisionOptions config, OutcomeStore outcomes)
{
    private readonly LeavingOptions? options = config.Care?.Leaving;

    /// <summary>Whether the portfolio asks for them.</summary>
    public bool Any => options is not null;

    /// <summary>Those of a bucket's customers, of whom some may not be in the drop any more.</summary>
    public async Task<IReadOnlyList<LeavingReason>> OfBucketAsync(
        RunState run, int bucket, CancellationToken cancellationToken)
    {
        if (options is null)
            return [];
        var (first, last) = CustomerKey.Partitions(bucket, run.Buckets);
        return LeavingReason.Newest(
            await outcomes.LeavingAsync(first, last, Since(run.Id.Date), cancellationToken), run.Id.Date, run.OpenedAt,
            options.Days);
    }

    /// <summary>How many customers alike told which reason, for a run that opens.</summary>
    public async Task<IReadOnlyList<LeavingCount>> CountsAsync(
        DateOnly drop, DateTimeOffset opened, CancellationToken cancellationToken)
    {
        if (options?.Explains is null)
            return [];
        var told = LeavingReason.Newest(
            await outcomes.LeavingAsync("00", "ff", Since(drop), cancellationToken), drop, opened, options.Days);
        return [.. told.Where(reason => options.Reasons.ContainsKey(reason.Reason))
            .GroupBy(reason => (reason.Segment, reason.ValueBand, reason.Reason))
            .Select(same => new LeavingCount(same.Key.Segment, same.Key.ValueBand, same.Key.Reason, same.Count()))
            .OrderBy(count => count.Segment, StringComparer.Ordinal).ThenBy(count => count.ValueBand, StringComparer.Ordinal)
            .ThenBy(count => count.Reason, StringComparer.Ordinal)];
    }

    private DateTimeOffset Since(DateOnly drop) =>
        new(drop.AddDays(1 - options!.Days).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
