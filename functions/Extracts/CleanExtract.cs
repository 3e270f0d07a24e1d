using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// Cleans one upload and registers it with the drop of its date. A bad file ends as a receipt that says so, and stays where
/// it is; only a fault of the storage account throws, to be tried again.
/// </summary>
public sealed class CleanExtract(UploadIntake cleaning, DropStore drops, ILogger<CleanExtract> log)
{
    [Function(nameof(CleanExtract))]
    [QueueOutput(Queues.StartRun)]
    public Task<DropChanged?> RunAsync(
        [BlobTrigger(Containers.Extracts + "/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient upload,
        CancellationToken cancellationToken) =>
        CleanAsync(upload.Name, cancellationToken);

    /// <param name="name">Of the upload in its container.</param>
    internal async Task<DropChanged?> CleanAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var cleaned = await cleaning.CleanAsync(name, cancellationToken);
            log.Cleaned(
                cleaned.Receipt.Source, cleaned.Receipt.Status, cleaned.Receipt.Read, cleaned.Receipt.Accepted,
                cleaned.Receipt.Repaired, cleaned.Receipt.Rejected);
            if (cleaned.Extract is not { } extract)
                return null;
            await drops.RegisterAsync(extract, cleaned.Files, cancellationToken);
            return DropChanged.Now(extract.Date);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Deleted or overwritten since the event: the newer version has an event of its own.
            log.Superseded(gone.Status);
            return null;
        }
    }
}
