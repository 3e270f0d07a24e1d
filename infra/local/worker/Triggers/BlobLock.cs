using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>A lock that one process holds over all others: the lease of a blob, renewed until it is released or lost.</summary>
internal sealed class BlobLock : IAsyncDisposable
{
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    // The shortest lease that storage gives: a killed holder blocks the others no longer than this.
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly BlobLeaseClient lease;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource released = new();
    private readonly Task renewing;

    private BlobLock(BlobLeaseClient lease, TimeProvider time)
    {
        this.lease = lease;
        this.time = time;
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when another process may have taken the lock.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Takes the lock; null when another process has it.</summary>
    public static async Task<BlobLock?> TryTakeAsync(BlobClient blob, TimeProvider time)
    {
        if (!await blob.ExistsAsync())
            await CreateAsync(blob);
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(Length);
            return new(lease, time);
        }
        catch (RequestFailedException taken) when (taken.Status == Conflict)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await renewing;
        if (!lost.IsCancellationRequested)
            await ReleaseAsync();
        released.Dispose();
        lost.Dispose();
    }

    private static async Task CreateAsync(BlobClient blob)
    {
        try
        {
            await blob.UploadAsync(
                BinaryData.FromString(""),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } });
        }
        catch (RequestFailedException exists) when (exists.Status is Conflict or PreconditionFailed)
        {
            // Another process was quicker, which serves as well.
        }
    }

    private async Task RenewAsync()
    {
        var valid = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Renewal, time, released.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (released.IsCancellationRequested)
                return;
            try
            {
                await lease.RenewAsync();
                valid = time.GetTimestamp();
            }
            catch (Exception fault)
            {
                if (fault is RequestFailedException { Status: Conflict or PreconditionFailed } || time.GetElapsedTime(valid) >= Length)
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await lease.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // It ends by itself.
        }
    }
}
