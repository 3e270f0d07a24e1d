using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// The cases that a run goes by: those of its sources and those that agents recorded. Without care.json there are none.
/// </summary>
public sealed class CareCases(
    DecisionOptions config, PortfolioSources sources, CustomerRows rows, FeedbackStore feedback, OutcomeStore outcomes,
    RunStore runs, RecoveryListStore recoveries)
{
    private const int DefaultDays = 90;

    private readonly CareOptions? options = config.Care;

    /// <summary>Whether the portfolio has care.</summary>
    public bool Any => options is not null;

    /// <summary>Days for which what was voiced counts: as long as the sources' cases.</summary>
    internal static int DaysOf(PortfolioSources sources) =>
        sources.Details.Select(detail => detail.Roles.Detail!.Cases?.Days ?? 0).Append(DefaultDays).Max();

    /// <summary>The cases of a bucket's customers as they were told, by customer and day.</summary>
    public async Task<IReadOnlyList<CustomerCase>> OfBucketAsync(
        RunState run, BucketCustomers bucket, CancellationToken cancellationToken)
    {
        if (options is null)
            return [];
        var ids = bucket.Customers[sources.Snapshot.Roles.CustomerId];
        var known = Enumerable.Range(0, ids.Rows).ToDictionary(row => ids.Text(row)!, StringComparer.Ordinal);
        var regions = options.Region is { } region && bucket.Customers.TryGet(region, out var column) ? column : null;
        var voiced = await feedback.CasesAsync(bucket.Input.Bucket, run.Buckets, run.Id.Date, DaysOf(sources), cancellationToken);
        var told = bucket.Cases.Select(found => found.OnceKey).ToHashSet();
        // A complaint of the same day and cause is the same, as of when it was voiced.
        var hours = voiced.ToDictionary(found => found.OnceKey, found => found.At);
        return CustomerCase.Sorted(bucket.Cases.Select(found => found with { At = hours.GetValueOrDefault(found.OnceKey) })
            .Concat(voiced.Where(found => known.ContainsKey(found.CustomerId) && !told.Contains(found.OnceKey))
                .Select(found => found with { Region = regions?.Text(known[found.CustomerId]) })));
    }

    /// <summary>
    /// By customer: their last yes to being put right, up to the drop's own or by when the run was opened,
    /// for as long as cases count or anything spreads that it may have been about.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, RightYes>> PutRightAsync(
        RunState run, int bucket, CancellationToken cancellationToken)
    {
        var (first, last) = CustomerKey.Partitions(bucket, run.Buckets);
        var since = new DateTimeOffset(
            run.Outbreaks.Select(outbreak => outbreak.Since).Append(run.Id.Date.AddDays(1 - DaysOf(sources))).Min()
                .ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var said = new Dictionary<string, RightYes>(StringComparer.Ordinal);
        foreach (var offer in config.Offering.Recoveries)
        {
            foreach (var outcome in await outcomes.AboutAsync(offer, first, last, since, cancellationToken))
            {
                var on = DateOnly.FromDateTime(outcome.At.UtcDateTime);
                if (outcome.Reply == Reply.Accepted && (on <= run.Id.Date || outcome.At <= run.OpenedAt)
                    && said.GetValueOrDefault(outcome.CustomerId).At < outcome.At)
                    said[outcome.CustomerId] = new RightYes(
                        outcome.At, RunId.TryParse(outcome.Run, out var known) ? known.Date : null, outcome.Cause);
            }
        }
        return said;
    }

    /// <summary>
    /// By customer of a bucket: by which rule they were recovered in the run before, and since when. Who has no case has no other
    /// day to count from than that on which it was first seen.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, RecoveringSince>> RecoveringAsync(
        RunState run, BucketCustomers bucket, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, RecoveringSince>(StringComparer.Ordinal);
        if (await runs.BeforeAsync(run.Id, cancellationToken) is not { } before
            || await runs.FindAsync(before, cancellationToken) is not { } state)
            return found;
        var ids = bucket.Customers[sources.Snapshot.Roles.CustomerId];
        var known = Enumerable.Range(0, ids.Rows).Select(row => ids.Text(row)!).ToHashSet(StringComparer.Ordinal);
        // A customer is in the bucket of the same number where there are as many.
        int? same = state.Buckets == run.Buckets ? bucket.Input.Bucket : null;
        foreach (var entry in await recoveries.ReadAsync(before, cancellationToken, same))
        {
            if (entry.Since is { } since && known.Contains(entry.CustomerId))
                found[entry.CustomerId] = new RecoveringSince(entry.Rule, since);
        }
        return found;
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
            .Concat(await VoicedAsync(run, input, first, cancellationToken));
        return OutbreakSearch.Find(CaseCounts.Of(cases, options, first, run.Date), known, options.Alarm, run.Date);
    }

    /// <summary>
    /// What agents recorded since a day, once they have for longer: their first remarks would look like a cause that grows. Each
    /// is of where the customer lives, not of the channel on which it was heard.
    /// </summary>
    private async Task<IEnumerable<CustomerCase>> VoicedAsync(
        RunId run, RunInput input, DateOnly first, CancellationToken cancellationToken)
    {
        var voiced = await feedback.CasesAsync(
            0, 1, run.Date, run.Date.DayNumber - first.DayNumber + 1 + OutbreakSearch.Guard, cancellationToken);
        if (voiced.All(found => found.On >= first))
            return [];
        var regions = options!.Region is not { } region ? null
            : await rows.ReadTextsAsync(input, region, [.. voiced.Select(found => found.CustomerId)], cancellationToken);
        return voiced.Select(found => found with { Channel = null, Region = regions?.GetValueOrDefault(found.CustomerId) });
    }
}
