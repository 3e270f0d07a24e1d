using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Training;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>
/// Models by target and version: <c>models/{target}/{version}/model.zip</c> and <c>card.json</c>. A version never changes, so
/// that a loaded model serves every later message of this process.
/// </summary>
public sealed class ModelStore(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Models);
    private readonly ConcurrentDictionary<(string Target, string Version), PropensityModel> loaded = new();

    /// <param name="versions">Version by target.</param>
    public async Task<IReadOnlyDictionary<string, PropensityModel>> LoadAsync(
        IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken)
    {
        var models = new Dictionary<string, PropensityModel>(StringComparer.Ordinal);
        foreach (var (target, version) in versions)
            models[target] = await LoadAsync(target, version, cancellationToken);
        return models;
    }

    public async Task<PropensityModel> LoadAsync(string target, string version, CancellationToken cancellationToken)
    {
        if (loaded.TryGetValue((target, version), out var known))
            return known;
        var blob = await container.GetBlobClient(ModelName(target, version)).DownloadContentAsync(cancellationToken);
        return loaded.GetOrAdd((target, version), PropensityModel.Load(blob.Value.Content.ToStream()));
    }

    /// <summary>Whether the model can be loaded by any process.</summary>
    public async Task<bool> ExistsAsync(string target, string version, CancellationToken cancellationToken) =>
        (await container.GetBlobClient(ModelName(target, version)).ExistsAsync(cancellationToken)).Value;

    /// <summary>Stores a model under a version that follows from its bytes: the same model is the same version.</summary>
    /// <returns>The version, such as <c>20261121-3fb2a09c</c>.</returns>
    public async Task<string> SaveAsync(
        string target, DateOnly trainedOn, TrainedPropensity trained, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        trained.Model.Save(bytes);
        var version = $"{trainedOn:yyyyMMdd}-{Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()).AsSpan(0, 4))}";
        bytes.Position = 0;
        await container.GetBlobClient(ModelName(target, version)).UploadAsync(bytes, overwrite: true, cancellationToken);
        await container.GetBlobClient(CardName(target, version))
            .UploadAsync(BinaryData.FromString(trained.Card.ToJson()), overwrite: true, cancellationToken);
        return version;
    }

    /// <summary>The stored file of a model, for who wants to look into it.</summary>
    public Task<Stream> OpenAsync(string target, string version, CancellationToken cancellationToken) =>
        container.GetBlobClient(ModelName(target, version)).OpenReadAsync(cancellationToken: cancellationToken);

    public async Task<ModelCard> CardAsync(string target, string version, CancellationToken cancellationToken)
    {
        var blob = await container.GetBlobClient(CardName(target, version)).DownloadContentAsync(cancellationToken);
        return ModelCard.FromJson(blob.Value.Content.ToString());
    }

    private static string ModelName(string target, string version) => $"{target}/{version}/model.zip";

    private static string CardName(string target, string version) => $"{target}/{version}/card.json";
}
