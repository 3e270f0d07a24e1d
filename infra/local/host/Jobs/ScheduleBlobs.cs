using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Storage;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// Keeps when each timer ran last, in the blob where the genuine host keeps it, so that a run that fell into a pause is made up
/// for. The SDK's own monitor is written for a storage library that is gone.
/// </summary>
internal sealed class ScheduleBlobs(IAzureBlobStorageProvider storage, IHostIdProvider host) : ScheduleMonitor
{
    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        try
        {
            var blob = await (await BlobAsync(timerName)).DownloadContentAsync();
            return blob.Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        var blob = await BlobAsync(timerName);
        await blob.UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true);
    }

    private async Task<BlobClient> BlobAsync(string timerName)
    {
        if (!storage.TryCreateHostingBlobContainerClient(out var container))
            throw new HostException("The storage account of AzureWebJobsStorage cannot be opened. Check the setting.");
        await container.CreateIfNotExistsAsync();
        return container.GetBlobClient($"timers/{await host.GetHostIdAsync(CancellationToken.None)}/{timerName}/status");
    }
}
