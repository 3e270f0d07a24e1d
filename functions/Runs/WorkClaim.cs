using Azure;

namespace ReapFunctions.Runs;

/// <summary>A claim that is held, and renewed, until it is disposed.</summary>
public sealed class WorkClaim : IAsyncDisposable
{
    private readonly WorkClaimStore claims;
    private readonly string work;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource end = new();
    private readonly Task renewing;
    private ETag held;

    internal WorkClaim(WorkClaimStore claims, string work, ETag held, TimeProvider clock, CancellationToken cancellationToken)
    {
        (this.claims, this.work, this.held, this.clock) = (claims, work, held, clock);
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        renewing = Task.Run(RenewAsync, CancellationToken.None);
    }

    /// <summary>Cancelled when another process has taken the work over, and when the caller cancels.</summary>
    public CancellationToken WhileHeld => lost.Token;

    /// <summary>Gives the work back: whoever comes next need not wait for the end of the lease.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await renewing;
        try
        {
            await claims.ReleaseAsync(work, held);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // Another has it, or it will end by itself.
        }
        lost.Dispose();
        end.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(claims.Lease / 4, clock);
        var until = clock.GetUtcNow() + claims.Lease;
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                var next = clock.GetUtcNow() + claims.Lease;
                if (await TryRenewAsync())
                    until = next;
                else if (clock.GetUtcNow() >= until)
                    break;
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
        catch (RequestFailedException taken) when (taken.Status is 404 or 412)
        {
            // Taken over: see below.
        }
        await lost.CancelAsync();
    }

    /// <summary>
    /// False when storage did not answer, whatever the SDK throws when it has tried in vain: there is time to try again until
    /// the lease ends.
    /// </summary>
    private async Task<bool> TryRenewAsync()
    {
        try
        {
            held = await claims.RenewAsync(work, held, end.Token);
            return true;
        }
        catch (Exception fault) when (
            !end.IsCancellationRequested && fault is not RequestFailedException { Status: 404 or 412 })
        {
            return false;
        }
    }
}
