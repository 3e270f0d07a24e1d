using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>The model of one target that new runs score with.</summary>
/// <param name="Target">The target.</param>
/// <param name="Version">Its folder under the target in the <c>models</c> container; null when no model could be learned.</param>
/// <param name="TrainedOn">The date of the drop that it learned from.</param>
/// <param name="Reason">Why it is the champion, or why there is none, in a sentence.</param>
public sealed record Champion(string Target, string? Version, DateOnly TrainedOn, string Reason);

/// <summary>Champions by target: <c>models/{target}/champion.json</c>.</summary>
public sealed class Champions(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Models);

    /// <summary>The champions of those targets that have been trained.</summary>
    public async Task<IReadOnlyDictionary<string, Champion>> AllAsync(IEnumerable<Target> targets, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(targets.Select(target => FindAsync(target.Name, cancellationToken)));
        return found.OfType<Champion>().ToDictionary(champion => champion.Target, StringComparer.Ordinal);
    }

    public Task<Champion?> FindAsync(string target, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<Champion>(Name(target), cancellationToken);

    public Task SetAsync(Champion champion, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(Name(champion.Target), champion, cancellationToken);

    private static string Name(string target) => $"{target}/champion.json";
}
