using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// Receipts as the SDK writes them: an empty blob that says that a function was told of a blob in one content. Who tells it,
/// the scan or an event, first claims the receipt by a lease; the other leaves the blob alone.
/// <code>
/// none -> incomplete, leased -> (queued) -> complete
///                     lease given back or run out: whoever comes next claims it
/// </code>
/// </summary>
internal sealed class BlobReceipts(BlobServiceClient storage, string hostId)
{
    /// <summary>Metadata of a receipt whose blob is not queued yet; the value says nothing.</summary>
    public const string Incomplete = "Incomplete";

    // As long as the SDK's: a host that is killed meanwhile leaves the blob to the scan of another.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly BlobContainerClient container = storage.GetBlobContainerClient("azure-webjobs-hosts");

    public static BlobReceipts Open(IConfiguration settings, string hostId) =>
        new(new BlobServiceClient(settings[AppSettings.Storage]), hostId);

    /// <summary>
    /// Claims the receipts of the blobs that events name. Events of blobs that the scan has queued or is queueing are left out,
    /// and so are those that name no version: the scan finds their blobs.
    /// </summary>
    public async Task<ClaimedEvents> ClaimAsync(string function, BinaryData events, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(events);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var claims = new ClaimedEvents();
        foreach (var posted in BlobEventBody.Events(document.RootElement))
        {
            if (!BlobEventBody.IsCreated(posted))
                claims.Add(posted);
            else if (NameOf(function, posted) is { } name && await ClaimAsync(name, cancellationToken) is { } claim)
                claims.Add(posted, claim);
        }
        return claims;
    }

    private static string? NameOf(string function, JsonElement created)
    {
        var data = created.GetProperty("data");
        if (!data.TryGetProperty("eTag", out var etag))
            return null;
        var blob = new BlobUriBuilder(new Uri(data.GetProperty("url").GetString()!));
        return $"{function}/\"{etag}\"/{blob.BlobContainerName}/{blob.BlobName}";
    }

    private async Task<BlobClaim?> ClaimAsync(string name, CancellationToken cancellationToken)
    {
        var receipt = container.GetBlobClient($"blobreceipts/{hostId}/{name}");
        await CreateAsync(receipt, cancellationToken);
        var lease = receipt.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(Lease, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException held) when (held.Status is 404 or 409)
        {
            return null;
        }
        var claim = new BlobClaim(receipt, lease);
        var properties = await receipt.GetPropertiesAsync(cancellationToken: cancellationToken);
        if (properties.Value.Metadata.ContainsKey(Incomplete))
            return claim;
        await claim.ReleaseAsync();
        return null;
    }

    private static async Task CreateAsync(BlobClient receipt, CancellationToken cancellationToken)
    {
        var unlessThere = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string> { [Incomplete] = Incomplete },
        };
        try
        {
            await receipt.UploadAsync(BinaryData.FromString(""), unlessThere, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Whether it is complete is seen under the lease.
        }
    }
}

/// <summary>A receipt that nobody else can complete.</summary>
internal sealed class BlobClaim(BlobClient receipt, BlobLeaseClient lease)
{
    /// <summary>Says that the blob is queued.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await receipt.SetMetadataAsync(
                new Dictionary<string, string>(), new BlobRequestConditions { LeaseId = lease.LeaseId });
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            // It took longer than the lease: the blob may run twice.
        }
    }

    public async Task ReleaseAsync()
    {
        try
        {
            await lease.ReleaseAsync();
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 409)
        {
            // It ran out.
        }
    }
}

/// <summary>The events that are to be queued, and the claims of their receipts, which are given back when disposed.</summary>
internal sealed class ClaimedEvents : IAsyncDisposable
{
    private readonly List<JsonElement> events = [];
    private readonly List<BlobClaim> claims = [];

    public bool AreNone => events.Count == 0;

    /// <summary>The events as they were posted.</summary>
    public BinaryData Events => BinaryData.FromObjectAsJson(events);

    public void Add(JsonElement posted) => events.Add(posted.Clone());

    public void Add(JsonElement posted, BlobClaim claim)
    {
        Add(posted);
        claims.Add(claim);
    }

    /// <summary>Says that the blobs are queued.</summary>
    public Task CompleteAsync() => Task.WhenAll(claims.Select(claim => claim.CompleteAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var claim in claims)
            await claim.ReleaseAsync();
    }
}
