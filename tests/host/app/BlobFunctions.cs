using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Host.TestApp;

internal static class BlobFunctions
{
    [Function("ReadsDrop")]
    [QueueOutput("drops-out")]
    public static async Task<string> ReadsDropAsync(
        [BlobTrigger("drops/{source}/{file}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        string source,
        string file,
        CancellationToken cancellationToken)
    {
        var content = (await blob.DownloadContentAsync(cancellationToken)).Value.Content;
        return $"{source} {file} {content}";
    }

    [Function("FailsOnBlobs")]
    public static void FailsOnBlobs([BlobTrigger("bad/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob) =>
        throw new InvalidOperationException($"{blob.Name} fails on purpose");
}
