using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Http;

/// <summary>Receipts as the SDK writes them: an empty blob that says that a function was told of a blob in one content.</summary>
internal sealed class BlobReceipts(BlobServiceClient storage, string hostId)
{
    private readonly BlobContainerClient container = storage.GetBlobContainerClient("azure-webjobs-hosts");

    public static BlobReceipts Open(IConfiguration settings, string hostId) =>
        new(new BlobServiceClient(settings[AppSettings.Storage]), hostId);

    /// <summary>Writes the receipts of the blobs that the events name.</summary>
    public async Task WriteAsync(string function, BinaryData events, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(events);
        foreach (var created in BlobEventBody.Events(document.RootElement))
        {
            var data = created.GetProperty("data");
            if (data.TryGetProperty("eTag", out var etag) && data.TryGetProperty("url", out var url))
                await WriteAsync($"{function}/\"{etag}\"/{Name(new Uri(url.GetString()!))}", cancellationToken);
        }
    }

    private static string Name(Uri url)
    {
        var blob = new BlobUriBuilder(url);
        return $"{blob.BlobContainerName}/{blob.BlobName}";
    }

    private async Task WriteAsync(string receipt, CancellationToken cancellationToken)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            var unlessThere = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await container.GetBlobClient($"blobreceipts/{hostId}/{receipt}")
                .UploadAsync(BinaryData.FromString(""), unlessThere, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // The scan was faster.
        }
    }
}
