using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>Champions by target: <c>models/{target}/champion.json</c>.</summary>
public sealed class ChampionStore(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Models);

    /// <summary>The champions of those targets that have been trained.</summary>
    public async Task<IReadOnlyDictionary<string, Champion>> AllAsync(
        IEnumerable<Target> targets, CancellationToken cancellationToken)
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
