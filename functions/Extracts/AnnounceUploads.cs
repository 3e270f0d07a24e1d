using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>
/// Announces uploads that no event announced, so that they are cleaned. Announcing twice is harmless: cleaning again changes
/// nothing.
/// </summary>
public sealed class AnnounceUploads(UploadStore uploads, ILogger<AnnounceUploads> log)
{
    [Function(nameof(AnnounceUploads))]
    [QueueOutput(Queues.ExtractUploads)]
    public async Task<string[]> RunAsync([TimerTrigger("0 10/30 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var found = await uploads.FindUnannouncedAsync(cancellationToken);
        if (found.Count > 0)
            log.Unannounced(found.Count);
        return [.. found.Select(UploadEvent.Of)];
    }
}
