using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Invocation;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>Works on the messages that tell of blobs.</summary>
internal sealed class BlobWork(IEnumerable<BlobSource> sources, FunctionRunner runner, ILogger<BlobWork> log)
{
    private const int NotFound = 404;

    private readonly Dictionary<string, BlobSource> byFunction =
        sources.ToDictionary(source => source.Function.HostName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs the function on the blob, unless the blob has another content by now: that has a message of its own.</summary>
    public async Task RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        var told = BlobMessage.Read(message.Body);
        if (!byFunction.TryGetValue(told.FunctionId, out var source))
        {
            log.BlobWithoutFunction(told.FunctionId);
            return;
        }

        if (await PropertiesAsync(source, told, cancellation) is not { } properties
            || source.Pattern.Match(told.BlobName) is not { } tokens)
        {
            log.BlobOutdated(told.ContainerName, told.BlobName);
            return;
        }

        await runner.RunAsync(
            source.Function, new BlobInput(source.Container, told.BlobName, properties, tokens), cancellation);
    }

    private static async Task<BlobProperties?> PropertiesAsync(BlobSource source, BlobMessage told, CancellationToken cancellation)
    {
        try
        {
            var properties = (await source.Container.GetBlobClient(told.BlobName)
                .GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return BlobMessage.SameContent(properties.ETag.ToString(), told.ETag) ? properties : null;
        }
        catch (RequestFailedException gone) when (gone.Status == NotFound)
        {
            return null;
        }
    }
}
