using System.Collections.Concurrent;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// Makes the SDK's container scan see every blob. The scan, which runs every two seconds, takes for new what is younger than
/// the youngest that it saw, in whole seconds, and loses what was written in the same second or took long to write. Here each
/// blob that was not seen in a listing before, in this content, is given the moment of that listing, and moments always grow.
/// <code>
/// listing   blob  written    said to the scan
///    1       a    10:00:05   10:00:06
///    2       a    10:00:05   10:00:06          known
///            b    10:00:05   10:00:08          new, however old
/// </code>
/// </summary>
internal sealed class BlobScan(TimeProvider time) : HttpPipelinePolicy
{
    private readonly ConcurrentDictionary<string, (string ETag, DateTimeOffset Seen)> seen = [];
    private readonly Lock clock = new();
    private DateTimeOffset last;

    /// <summary>
    /// Whether containers are scanned for functions that Event Grid triggers on Azure: on an emulator, which sends no events.
    /// Its addresses have the account in the path; the SDK scans only there in this way.
    /// </summary>
    public static bool Needed(IConfiguration settings)
    {
        if (settings[AppSettings.Storage] is not { Length: > 0 } connection)
            return false;
        var account = new BlobServiceClient(connection);
        return account.Uri.AbsolutePath.Trim('/') == account.AccountName;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (IsListing(message.Request) && message.Response is { Status: 200, ContentStream: { } content } response)
            response.ContentStream = await RewriteAsync(message.Request.Uri.Path, content, message.CancellationToken);
    }

    private static bool IsListing(Request request) =>
        request.Method == RequestMethod.Get
        && request.Uri.Query.Contains("restype=container", StringComparison.Ordinal)
        && request.Uri.Query.Contains("comp=list", StringComparison.Ordinal);

    private async Task<Stream> RewriteAsync(string container, Stream content, CancellationToken cancellationToken)
    {
        var listing = await XDocument.LoadAsync(content, LoadOptions.PreserveWhitespace, cancellationToken);
        var now = Now();
        foreach (var blob in listing.Descendants("Blob"))
        {
            var name = blob.Element("Name")!.Value;
            var properties = blob.Element("Properties")!;
            var etag = properties.Element("Etag")!.Value;
            var (_, first) = seen.AddOrUpdate(
                $"{container}/{name}", (etag, now), (_, known) => known.ETag == etag ? known : (etag, now));
            properties.Element("Last-Modified")!.Value = first.ToString("R");
        }
        await content.DisposeAsync();
        var rewritten = new MemoryStream();
        await listing.SaveAsync(rewritten, SaveOptions.DisableFormatting, cancellationToken);
        rewritten.Position = 0;
        return rewritten;
    }

    /// <summary>The time in whole seconds, later than it was said before.</summary>
    private DateTimeOffset Now()
    {
        lock (clock)
        {
            var now = time.GetUtcNow();
            return last = now > last.AddSeconds(1) ? now : last.AddSeconds(1);
        }
    }
}
