using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>
/// Scorecards in container <c>scorecards</c>: a part per bucket while a run is written, <c>{run}/scorecard.json</c> once it is
/// published.
/// </summary>
public sealed class StoredScorecards(BlobServiceClient blobs, DecisionConfig config)
{
    private const string File = "/scorecard.json";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    public Task WritePartAsync(RunId run, int bucket, ScorecardPart part, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(PartName(run, bucket), part, cancellationToken);

    /// <summary>Adds the parts of all buckets up to the run's scorecard, and stores it.</summary>
    /// <exception cref="InvalidOperationException">A bucket has no part.</exception>
    public async Task<Scorecard> MergeAsync(RunId run, int buckets, CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, buckets).Select(async bucket =>
            await container.ReadJsonAsync<ScorecardPart>(PartName(run, bucket), cancellationToken)
            ?? throw new InvalidOperationException($"Run {run} lacks the scorecard part of bucket {bucket}.")));
        var scorecard = Scorecard.Of(run, config.Value.Currency, parts, config.Scorecard);
        await container.WriteJsonAsync($"{run}{File}", scorecard, cancellationToken);
        return scorecard;
    }

    /// <summary>The scorecard of a run, or null.</summary>
    public Task<Scorecard?> ReadAsync(RunId run, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<Scorecard>($"{run}{File}", cancellationToken);

    /// <summary>The latest run before <paramref name="run"/> that has a scorecard, or null.</summary>
    public async Task<RunId?> BeforeAsync(RunId run, CancellationToken cancellationToken)
    {
        RunId? before = null;
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (blob.Name.EndsWith(File, StringComparison.Ordinal)
                && RunId.TryParse(blob.Name[..^File.Length], out var other)
                && other < run
                && (before is null || other > before))
                before = other;
        }
        return before;
    }

    private static string PartName(RunId run, int bucket) => $"{run}/parts/{bucket:D3}.json";
}
