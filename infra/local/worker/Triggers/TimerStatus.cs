using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>The last and next occurrence of a timer, kept in a blob, so that a restarted host knows what it missed.</summary>
internal sealed class TimerStatus(BlobClient blob)
{
    private const int NotFound = 404;

    public async Task<ScheduleStatus?> ReadAsync()
    {
        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>((await blob.DownloadContentAsync()).Value.Content);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return null;
        }
    }

    public async Task WriteAsync(ScheduleStatus status) =>
        await blob.UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(status)), overwrite: true);
}
