using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Storage;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Lists the container of a blob trigger again and again, and sends a message for each blob and ETag that has no receipt. All host
/// processes of the app read those messages, so they share the work.
/// </summary>
internal sealed class BlobScanner(
    BlobSource source,
    BlobReceipts receipts,
    QueueClient work,
    TimeSpan longestPause,
    QueueSignals signals,
    HostStop stop,
    TimeProvider time,
    ILogger<BlobScanner> log) : Listener
{
    private const int NotFound = 404;
    private const int Together = 8;

    private readonly PollingDelay delay = new(longestPause);

    // Names with the ETag that is handed over for certain, so that a blob costs one look at its receipt and no more.
    private Dictionary<string, ETag> known = [];

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        await receipts.PrepareAsync(cancellation);
        await source.Container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await work.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    protected override async Task RunAsync()
    {
        while (!stop.Stopping.IsCancellationRequested)
        {
            if (await ScanAsync())
                delay.Reset();
            await Task.Delay(delay.Next(), time, stop.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ScanAsync()
    {
        try
        {
            var (old, fresh) = await ListAsync();
            var handedOver = await HandOverAsync(fresh);
            known = old.Concat(handedOver).ToDictionary();
            return fresh.Count > 0;
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            await PrepareAgainAsync();
            return false;
        }
        catch (Exception fault)
        {
            // Whatever it is, the listener lives on: storage comes back.
            log.ListingFailed(fault, source.Container.Name);
            return false;
        }
    }

    private async Task PrepareAgainAsync()
    {
        try
        {
            await PrepareAsync(stop.Stopping);
        }
        catch (Exception fault)
        {
            log.ListingFailed(fault, source.Container.Name);
        }
    }

    private async Task<(Dictionary<string, ETag> Old, List<BlobItem> Fresh)> ListAsync()
    {
        var old = new Dictionary<string, ETag>();
        var fresh = new List<BlobItem>();
        var blobs = source.Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, source.Pattern.Prefix, stop.Stopping);
        await foreach (var blob in blobs)
        {
            if (blob.Properties.ETag is not { } etag || source.Pattern.Match(blob.Name) is null)
                continue;
            if (known.TryGetValue(blob.Name, out var before) && before == etag)
                old[blob.Name] = etag;
            else
                fresh.Add(blob);
        }

        return (old, fresh);
    }

    private async Task<Dictionary<string, ETag>> HandOverAsync(List<BlobItem> fresh)
    {
        var done = new Dictionary<string, ETag>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = stop.Stopping };
        await Parallel.ForEachAsync(fresh, options, async (blob, _) =>
        {
            var etag = blob.Properties.ETag!.Value;
            var name = source.Function.HostName;
            if (!await receipts.HandOverAsync(name, source.Container.Name, blob.Name, etag, () => SendAsync(blob, etag)))
                return;
            lock (done)
                done[blob.Name] = etag;
        });
        return done;
    }

    private async Task SendAsync(BlobItem blob, ETag etag)
    {
        log.BlobFound(source.Function.Name, source.Container.Name, blob.Name);
        var type = (blob.Properties.BlobType ?? BlobType.Block) + "Blob";
        var message = BlobMessage.For(source.Function.HostName, type, source.Container.Name, blob.Name, etag.ToString());
        await work.SendOrCreateAsync(message.Write(), CancellationToken.None);
        signals.Raise(work.Uri);
    }
}
