using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>
/// Champions by target, <c>models/{target}/champion.json</c>, and models that were brought to take their place,
/// <c>challenger.json</c> beside it.
/// </summary>
public sealed class ChampionStore(BlobServiceClient blobs, TargetOptions targets)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Models);

    /// <summary>The champions of those targets that have been trained.</summary>
    public async Task<IReadOnlyDictionary<string, Champion>> AllAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(targets.All.Select(target => FindAsync(target.Name, cancellationToken)));
        return found.OfType<Champion>().ToDictionary(champion => champion.Target, StringComparer.Ordinal);
    }

    /// <summary>
    /// The targets that have not been trained, given those that have, or whose training waits for a drop and has not been tried
    /// with this one.
    /// </summary>
    public IReadOnlyList<string> Untrained(IReadOnlyDictionary<string, Champion> trained, DateOnly drop) =>
        [.. targets.All.Select(target => target.Name).Where(name => !trained.TryGetValue(name, out var champion)
            || (champion.AwaitsDrop && champion.TrainedOn < drop))];

    public Task<Champion?> FindAsync(string target, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<Champion>(Name(target), cancellationToken);

    public Task SetAsync(Champion champion, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(Name(champion.Target), champion, cancellationToken);

    /// <summary>The model that somebody brought and that does not score yet; null for none.</summary>
    public Task<Champion?> FindChallengerAsync(string target, CancellationToken cancellationToken) =>
        container.ReadJsonAsync<Champion>(ChallengerName(target), cancellationToken);

    public Task SetChallengerAsync(Champion challenger, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(ChallengerName(challenger.Target), challenger, cancellationToken);

    public Task RemoveChallengerAsync(string target, CancellationToken cancellationToken) =>
        container.GetBlobClient(ChallengerName(target)).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private static string Name(string target) => $"{target}/champion.json";

    private static string ChallengerName(string target) => $"{target}/challenger.json";
}
