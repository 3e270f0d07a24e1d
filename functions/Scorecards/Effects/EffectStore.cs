using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Effects;

/// <summary>What became of who was contacted, night by night, in <c>effects.json</c> of container <c>scorecards</c>.</summary>
public sealed class EffectStore(BlobServiceClient blobs)
{
    private const string File = "effects.json";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scorecards);

    internal async Task<IReadOnlyList<ContactedNight>> ReadAsync(CancellationToken cancellationToken) =>
        await container.ReadJsonAsync<ContactedNight[]>(File, cancellationToken) ?? [];

    internal Task WriteAsync(IEnumerable<ContactedNight> nights, CancellationToken cancellationToken) =>
        container.WriteJsonAsync(File, nights.OrderBy(night => night.Since, StringComparer.Ordinal), cancellationToken);
}
