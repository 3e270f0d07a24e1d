using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Night;

/// <summary>
/// The cases that a run goes by: those of its sources and those that agents recorded. Without care.json there are none.
/// </summary>
public sealed class CareCases(
    DecisionOptions config, PortfolioSources sources, CustomerRows rows, FeedbackStore feedback, RunStore runs)
{
    private const int DefaultDays = 90;

    private readonly CareOptions? options = config.Care;

    /// <summary>Whether the portfolio has care.</summary>
    public bool Any => options is not null;

    /// <summary>Days for which what was voiced counts: as long as the sources' cases.</summary>
    private int Days => sources.Details.Select(detail => detail.Roles.Detail!.Cases?.Days ?? 0).Append(DefaultDays).Max();

    /// <summary>The cases of a bucket's customers, by customer and day.</summary>
    public async Task<IReadOnlyList<CustomerCase>> OfBucketAsync(
        RunState run, BucketCustomers bucket, CancellationToken cancellationToken)
    {
        if (options is null)
            return [];
        var ids = bucket.Customers[sources.Snapshot.Roles.CustomerId];
        var known = Enumerable.Range(0, ids.Rows).Select(row => ids.Text(row)!).ToHashSet(StringComparer.Ordinal);
        var voiced = await feedback.CasesAsync(bucket.Input.Bucket, run.Buckets, run.Id.Date, Days, cancellationToken);
        return CustomerCase.Sorted(bucket.Cases.Concat(voiced.Where(found => known.Contains(found.CustomerId))));
    }

    /// <summary>The causes that spread at a drop, from its cases and what was known at the night before.</summary>
    public async Task<IReadOnlyList<Outbreak>> OutbreaksAsync(RunId run, RunInput input, CancellationToken cancellationToken)
    {
        if (options is null)
            return [];
        var before = await runs.BeforeAsync(run, cancellationToken);
        var known = before is { } night ? (await runs.FindAsync(night, cancellationToken))?.Outbreaks ?? [] : [];
        var first = OutbreakSearch.First(options.Alarm, run.Date);
        var cases = (await rows.ReadCasesAsync(input, run.Date, cancellationToken))
            .Concat(await feedback.CasesAsync(0, 1, run.Date, run.Date.DayNumber - first.DayNumber + 1, cancellationToken));
        return OutbreakSearch.Find(CaseCounts.Of(cases, options, first, run.Date), known, options.Alarm, run.Date);
    }
}
