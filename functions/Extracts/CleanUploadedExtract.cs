using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// Does what <see cref="CleanExtract"/> does, for the uploads that Event Grid announces on a queue. On Azure this is the way in:
/// the webhook behind the blob trigger would need a key and a step after deployment (infra/azure/modules/events.bicep).
/// </summary>
public sealed class CleanUploadedExtract(
    UploadIntake cleaning, DropStore drops, ILogger<CleanExtract> log)
{
    private readonly CleanExtract cleanExtract = new(cleaning, drops, log);

    [Function(nameof(CleanUploadedExtract))]
    [QueueOutput(Queues.StartRun)]
    public async Task<DropChanged?> RunAsync(
        [QueueTrigger(Queues.ExtractUploads)] string message, CancellationToken cancellationToken)
    {
        if (UploadEvent.BlobName(message) is { } name)
            return await cleanExtract.CleanAsync(name, cancellationToken);
        // Trying again would not make an upload of it.
        log.NoUpload(Queues.ExtractUploads);
        return null;
    }
}
