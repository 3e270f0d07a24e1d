using System.Net;
using System.Net.Http.Json;
using Azure;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Tells a running app of a new blob as Event Grid does on Azure, so that it is cleaned at once. Nobody has to listen: the host
/// finds by itself what no event announced.
/// </summary>
internal static class BlobAnnouncer
{
    private const string Webhook = "runtime/webhooks/blobs?functionName=Host.Functions.CleanExtract";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="app">Where the app answers.</param>
    /// <param name="key">The key that it is called with; null when it asks for none.</param>
    /// <param name="version">The uploaded version of the blob: an event that names none is left to the scan.</param>
    /// <returns>Why the app did not take the event; null when it did.</returns>
    public static async Task<string?> AnnounceAsync(
        Uri app, string? key, Uri blob, ETag version, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = app, Timeout = Patience };
        HostKey.AddTo(http, key);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, Webhook)
        { Content = JsonContent.Create(new[] { Created(blob, version) }) };
        request.Headers.Add("aeg-event-type", "Notification");
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => $"it asks for the key of {HostKey.Setting}",
                _ when answer.IsSuccessStatusCode => null,
                _ => $"it answered {(int)answer.StatusCode}",
            };
        }
        catch (Exception fault)
            when (fault is HttpRequestException || fault is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Stopped, or of another kind: the upload is complete all the same.
            return "it does not answer";
        }
    }

    /// <summary>An event of the schema of Event Grid.</summary>
    internal static object Created(Uri blob, ETag version) => new
    {
        id = Guid.NewGuid(),
        topic = "local",
        subject = $"/blobServices/default/containers/{blob.AbsolutePath.TrimStart('/')}",
        eventType = "Microsoft.Storage.BlobCreated",
        eventTime = TimeProvider.System.GetUtcNow(),
        data = new { api = "PutBlob", eTag = version.ToString().Trim('"'), url = blob.AbsoluteUri, blobType = "BlockBlob" },
        dataVersion = "",
        metadataVersion = "1",
    };
}
