using Azure.Storage.Blobs;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Plausibility;

/// <summary>
/// Figures of runs in container <c>scorecards</c>: a part per bucket while a run is written, <c>{run}/figures.json</c> once it
/// is complete. They stay when the run is dropped, and hold no customer id.
/// </summary>
public sealed class FiguresStore(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    public Task WritePartAsync(RunId run, int bucket, RunFigures part, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(PartName(run, bucket), part, cancellationToken);

    /// <summary>Adds the parts of all buckets up, and stores the sum.</summary>
    /// <exception cref="InvalidOperationException">A bucket has no part.</exception>
    public async Task<RunFigures> MergeAsync(RunId run, int buckets, CancellationToken cancellationToken)
    {
        var parts = await container.ReadPartsAsync<RunFigures>(buckets, bucket => PartName(run, bucket), cancellationToken);
        var figures = parts.Aggregate(new RunFigures(), (sum, part) => sum + part);
        await container.WriteJsonAsync(Name(run), figures, cancellationToken);
        return figures;
    }

    /// <summary>Null for a run that is not complete, or was made before runs were judged.</summary>
    public Task<RunFigures?> FindAsync(RunId run, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<RunFigures>(Name(run), cancellationToken);

    private static string Name(RunId run) => $"{run}/figures.json";

    private static string PartName(RunId run, int bucket) => $"{run}/figures/{bucket:D3}.json";
}
