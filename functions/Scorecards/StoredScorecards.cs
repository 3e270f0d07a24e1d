using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>Scorecards in container <c>scorecards</c>: <c>{run}/scorecard.json</c>.</summary>
public sealed class StoredScorecards(BlobServiceClient blobs)
{
    private const string File = "/scorecard.json";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    public Task WriteAsync(RunId run, Scorecard scorecard, CancellationToken cancellationToken) =>
        container.GetBlobClient($"{run}{File}")
            .UploadAsync(new BinaryData(RecordJson.Write(scorecard)), overwrite: true, cancellationToken);

    /// <summary>The scorecard of a run, or null.</summary>
    public async Task<Scorecard?> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await container.GetBlobClient($"{run}{File}").DownloadContentAsync(cancellationToken);
            return RecordJson.Read<Scorecard>(blob.Value.Content.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status is 404)
        {
            return null;
        }
    }

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
}
