using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// The triggers as long as the host runs. When storage gave a lease to another host, as it does while this one is paused for
/// longer than the lease, the SDK goes no further: then the triggers are started anew, and wait for the lease to be free.
/// </summary>
/// <param name="build">Makes triggers that tell their faults to what it is given.</param>
/// <param name="newFaults">Each start has its own: what the last one loses while it stops is none of the next one's.</param>
internal sealed class Triggers(Func<JobFaults, JobsHost> build, Func<JobFaults> newFaults, ILogger<Triggers> logger)
    : IAsyncDisposable
{
    private readonly TaskCompletionSource<HostException> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();

    private JobsHost? jobs;
    private Task supervision = Task.CompletedTask;

    /// <summary>Completes when triggers cannot go on.</summary>
    public Task<HostException> Broken => broken.Task;

    /// <summary>Runs a function by its name: those that no trigger runs.</summary>
    public IJobHost Functions => jobs!.Functions;

    /// <summary>What answers events of blobs.</summary>
    public IAsyncConverter<HttpRequestMessage, HttpResponseMessage> BlobEvents => jobs!.BlobEvents;

    /// <inheritdoc cref="JobsHost.StartAsync"/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = newFaults();
        jobs = build(faults);
        await jobs.StartAsync(cancellationToken);
        supervision = SuperviseAsync(faults);
    }

    /// <inheritdoc cref="JobsHost.StopAsync"/>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (jobs is not null)
            await jobs.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (jobs is not null)
            await jobs.DisposeAsync();
        stopping.Dispose();
    }

    private async Task SuperviseAsync(JobFaults faults)
    {
        try
        {
            while (await Task.WhenAny(faults.Broken, faults.LeaseLost).WaitAsync(stopping.Token) == faults.LeaseLost)
            {
                Log.LeaseLost(logger);
                faults = await ReplaceAsync();
            }
            broken.TrySetResult(await faults.Broken);
        }
        catch (HostException fault)
        {
            broken.TrySetResult(fault);
        }
    }

    /// <summary>Starts the next ones before the last ones stop, so that requests always find some.</summary>
    private async Task<JobFaults> ReplaceAsync()
    {
        var faults = newFaults();
        var next = build(faults);
        try
        {
            await next.StartAsync(stopping.Token);
        }
        catch
        {
            await next.DisposeAsync();
            throw;
        }
        var last = jobs!;
        jobs = next;
        await last.DisposeAsync();
        return faults;
    }
}
