using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>
/// Scorecards in container <c>scorecards</c>: a part per bucket while a run is written, <c>{run}/scorecard.json</c> once it is
/// published.
/// </summary>
public sealed class ScorecardStore(
    BlobServiceClient blobs, RunStore runs, CleanRowStore clean, PortfolioSources sources, DecisionOptions config,
    TargetOptions targets, ScorecardOptions options)
{
    /// <summary>
    /// Raise it when <see cref="RunComparison"/>, or anything that it is worked out by, says something else.
    /// </summary>
    private const int ComparisonVersion = 6;

    private const string File = "/scorecard.json";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    public Task WritePartAsync(RunId run, int bucket, ScorecardPart part, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(PartName(run, bucket), part, cancellationToken);

    /// <summary>Adds the parts of all buckets up to the run's scorecard, and stores it.</summary>
    /// <param name="enquiries">What became of enquiries; null where there are none.</param>
    /// <exception cref="InvalidOperationException">A bucket has no part.</exception>
    public async Task<Scorecard> MergeAsync(
        RunState run, EnquiryFigures? enquiries, CancellationToken cancellationToken)
    {
        var parts = await container.ReadPartsAsync<ScorecardPart>(
            run.Buckets, bucket => PartName(run.Id, bucket), cancellationToken);
        var sum = Scorecard.Sum(parts);
        var scorecard = Scorecard.Merge(run.Id, config.Value.Currency, sum, options) with
        {
            Advocacy = AdvocacyFigures.Of(sum.Advocacy, run.Referrals, config.Value.Advocacy?.Months ?? 0),
            FactsAsOf = targets.FactsAsOf(run.Id.Date),
            WithoutChampion = run.WithoutChampion,
            Worth = run.Worth,
            Outbreaks = run.Outbreaks,
            ContactEffects = run.ContactEffects,
        };
        if (enquiries is not null)
            scorecard = scorecard.With(enquiries, options);
        await container.WriteJsonAsync($"{run.Id}{File}", scorecard, cancellationToken);
        return scorecard;
    }

    /// <summary>The scorecard of a run, or null.</summary>
    public Task<Scorecard?> ReadAsync(RunId run, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<Scorecard>($"{run}{File}", cancellationToken);

    /// <summary>
    /// The runs of the month of a date and of the month before that have a scorecard and are of an earlier date, the newest
    /// first. By the names of folders: what it costs does not grow with the nights.
    /// </summary>
    public Task<IReadOnlyList<RunId>> BeforeAsync(DateOnly date, CancellationToken cancellationToken) =>
        BetweenAsync(date.AddMonths(-1), date, cancellationToken);

    /// <summary>The same from the month of a first date on.</summary>
    public async Task<IReadOnlyList<RunId>> BetweenAsync(DateOnly first, DateOnly date, CancellationToken cancellationToken)
    {
        var earlier = new List<RunId>();
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= date; month = month.AddMonths(1))
        {
            var runs = await NamedAsync(month.ToString("yyyy-MM-", CultureInfo.InvariantCulture), cancellationToken);
            earlier.AddRange(runs.Where(run => run.Date < date));
        }
        return [.. earlier.OrderDescending()];
    }

    /// <summary>
    /// The published run that is nearest to a day, so many days before or after it at most and not after a last one; the newest
    /// of those equally near, null where there is none.
    /// </summary>
    public async Task<RunId?> NearestAsync(DateOnly day, int within, RunId last, CancellationToken cancellationToken)
    {
        var found = await BetweenAsync(day.AddDays(-within), day.AddDays(within + 1), cancellationToken);
        foreach (var run in found.Where(run => run.Date >= day.AddDays(-within) && run.CompareTo(last) <= 0)
            .OrderBy(run => Math.Abs(run.Date.DayNumber - day.DayNumber)).ThenByDescending(run => run))
        {
            if (await IsPublishedAsync(run, cancellationToken))
                return run;
        }
        return null;
    }

    /// <summary>
    /// The run by which what was begun in an earlier one is judged: another control group is drawn after some months, and what
    /// comes after that says nothing of the one before.
    /// </summary>
    /// <returns>The run asked for, or the last one before the new draw; null where none has come in between.</returns>
    public async Task<RunId?> OfOneDrawAsync(RunId since, RunId until, CancellationToken cancellationToken)
    {
        if (config.Offering.Control.NextDraw(since.Date) is not { } next || until.Date < next)
            return until;
        foreach (var run in await BeforeAsync(next, cancellationToken))
        {
            if (run.Date > since.Date && await IsPublishedAsync(run, cancellationToken))
                return run;
        }
        return null;
    }

    /// <summary>Whether a run that has a scorecard was published; of a removed one nothing else is known.</summary>
    private async Task<bool> IsPublishedAsync(RunId run, CancellationToken cancellationToken) =>
        await runs.FindAsync(run, cancellationToken) is null or { Phase: RunPhase.Published };

    /// <summary>
    /// The highest number of a run of the date that has a scorecard; 0 without one. The scorecard of a removed run, and what it
    /// is compared with, stay: no later run may have its name.
    /// </summary>
    public async Task<int> LastNumberAsync(DateOnly date, CancellationToken cancellationToken) =>
        (await NamedAsync($"{date:yyyy-MM-dd}.", cancellationToken)).Select(run => run.Number).DefaultIfEmpty().Max();

    private async Task<List<RunId>> NamedAsync(string prefix, CancellationToken cancellationToken)
    {
        var runs = new List<RunId>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken))
        {
            if (item.IsPrefix && RunId.TryParse(item.Prefix.TrimEnd('/'), out var run))
                runs.Add(run);
        }
        return runs;
    }

    /// <summary>Writes what later nights need to know of a bucket.</summary>
    /// <param name="learned">What the bucket was decided by.</param>
    public async Task WriteDigestAsync(
        ScoredSnapshot scored, int bucket, Decisions decisions, DecisionOptions learned, CancellationToken cancellationToken)
    {
        using var digest = new MemoryStream();
        await RunDigest.Make(scored, decisions, learned).WriteAsync(digest, cancellationToken);
        digest.Position = 0;
        await container.GetBlobClient(RunDigest.BlobName(scored.Run, bucket))
            .UploadAsync(digest, overwrite: true, cancellationToken);
    }

    /// <summary>
    /// What became of one run's customers by another. Worked out once and kept: both are published, and an erasure changes no
    /// sums.
    /// </summary>
    public async Task<RunComparison> CompareAsync(Scorecard before, Scorecard now, CancellationToken cancellationToken)
    {
        var (since, run) = (RunId.Parse(before.Run), RunId.Parse(now.Run));
        var name = ComparisonName(run, since);
        if (await container.ReadJsonAsync<RunComparison>(name, cancellationToken) is { } kept)
            return kept;
        var (was, isNow) = (await DigestsAsync(since, cancellationToken), await DigestsAsync(run, cancellationToken));
        var comparison = RunComparison
            .Between(
                before.Run, now.Run, was, isNow, config.Risk?.Target, config.Value.MarginRate,
                run.Date.DayNumber - since.Date.DayNumber)
            .ClosedTo(before, now, was, isNow);
        await container.CreateJsonAsync(name, comparison, cancellationToken);
        return comparison;
    }

    /// <summary>
    /// What became of offers between two runs and of whom it is known, by outcomes to the prompts of the earlier one and of those
    /// between. Worked out anew: outcomes keep coming.
    /// </summary>
    public async Task<ReplySums> RepliesAsync(
        RunId since, RunId run, OutcomeStore outcomes, CancellationToken cancellationToken)
    {
        var from = new DateTimeOffset(since.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var all = (await outcomes.SinceAsync(from, cancellationToken)).Values.SelectMany(history => history)
            .Where(outcome => RunId.TryParse(outcome.Run, out var answered) && answered >= since && answered < run)
            .ToArray();
        return all.Length == 0
            ? ReplySums.None
            : ReplySums.Count(
                all, await DigestsAsync(since, cancellationToken), await DigestsAsync(run, cancellationToken), config);
    }

    internal async Task<IReadOnlyList<RunDigest>> DigestsAsync(RunId run, CancellationToken cancellationToken)
    {
        var (digests, notKept) = (new List<RunDigest>(), await NotKeptAsync(run, cancellationToken));
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{run}/digest/", cancellationToken))
        {
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
            digests.Add(RunDigest.Read(content.Value.Content.ToMemory().Span) with { NotKept = notKept });
        }
        return digests;
    }

    /// <summary>Customers of whom a run knows nothing since their rows were rejected: nobody has seen them leave.</summary>
    private async Task<IReadOnlySet<ulong>> NotKeptAsync(RunId run, CancellationToken cancellationToken)
    {
        var keys = new HashSet<ulong>();
        var state = await runs.FindAsync(run, cancellationToken);
        foreach (var extract in state?.Extracts.Where(extract => extract.Source == sources.Customers?.Source) ?? [])
        {
            foreach (var id in await clean.NotKeptAsync(extract, cancellationToken))
                keys.Add(RunDigest.KeyOf(id));
        }
        return keys;
    }

    internal async Task<RunDigest> DigestAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        var content = await container.GetBlobClient(RunDigest.BlobName(run, bucket)).DownloadContentAsync(cancellationToken);
        return RunDigest.Read(content.Value.Content.ToMemory().Span);
    }

    /// <summary>By the version of how it is worked out: those of before are left, and worked out anew.</summary>
    internal static string ComparisonName(RunId run, RunId since) => $"{run}/compared/{ComparisonVersion}/{since}.json";

    private static string PartName(RunId run, int bucket) => $"{run}/parts/{bucket:D3}.json";
}
