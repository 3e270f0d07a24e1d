using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Settings;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>
/// The worker that runs the app's functions. One that dies is started again, as on Azure: what it was doing has failed, what
/// comes meanwhile waits.
/// </summary>
internal sealed class FunctionWorker(
    AppFolder app,
    IReadOnlyDictionary<string, string> settings,
    IReadOnlyList<AppFunction> functions,
    WaitingChannels channels,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private const int MaxRestarts = 3;

    /// <summary>How long it may take to end in order.</summary>
    public static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    // Long enough for a machine that is busy with everything else; who waits for the host waits longer, and hears what was wrong.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly ILogger<FunctionWorker> logger = loggers.CreateLogger<FunctionWorker>();
    private readonly WorkerLog log = new(loggers);
    private readonly TaskCompletionSource<HostException> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();

    private TaskCompletionSource<WorkerChannel> ready = NewReady();
    private WorkerProcess? process;
    private Task supervision = Task.CompletedTask;

    /// <summary>Completes when the worker has died too often.</summary>
    public Task<HostException> Broken => broken.Task;

    /// <summary>Starts the worker and returns once it has loaded the functions.</summary>
    /// <param name="host">Where it reaches this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">It does not start; the message holds the end of what it printed.</exception>
    public async Task StartAsync(Uri host, CancellationToken cancellationToken)
    {
        var channel = await StartProcessAsync(host, cancellationToken);
        ready.SetResult(channel);
        supervision = SuperviseAsync(channel, host);
    }

    /// <summary>The worker that answers now, or the next one.</summary>
    public Task<WorkerChannel> ReadyAsync() => ready.Task;

    /// <summary>Has a function run and returns what it gives back.</summary>
    /// <exception cref="WorkerFunctionException">It failed.</exception>
    /// <exception cref="WorkerEndedException">The worker ended meanwhile.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<InvocationResponse> InvokeAsync(
        WorkerChannel channel, InvocationRequest request, CancellationToken cancellationToken)
    {
        var response = await channel.InvokeAsync(request, cancellationToken);
        return response.Result.Status switch
        {
            StatusResult.Types.Status.Success => response,
            StatusResult.Types.Status.Cancelled when cancellationToken.IsCancellationRequested =>
                throw new OperationCanceledException("The function was cancelled.", cancellationToken),
            _ => throw new WorkerFunctionException(response.Result.Exception),
        };
    }

    /// <summary>Kills the worker, for a function that does not end; another one takes its place.</summary>
    public void Restart() => process?.Kill();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (process is { } last)
        {
            // One that is not ready has nothing to end in order, and would not hear that it is to end.
            if (ready.Task.IsCompletedSuccessfully)
            {
                (await ready.Task).Terminate();
                await last.Ended.WaitAsync(EndTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            last.Kill();
            await last.Ended;
        }
        await supervision;
        process?.Dispose();
        stopping.Dispose();
    }

    private static TaskCompletionSource<WorkerChannel> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SuperviseAsync(WorkerChannel channel, Uri host)
    {
        for (var restarts = 0; ; restarts++)
        {
            await channel.Ended;
            Forget(channel);
            if (stopping.IsCancellationRequested)
                return;
            // A worker that cannot be talked to is none, whether or not its process lives.
            process!.Kill();
            await process.Ended;
            Log.WorkerEnded(logger, process.ExitCode);
            if (restarts == MaxRestarts)
            {
                Break(new HostException($"The worker has ended {restarts + 1} times. Its log above says why."));
                return;
            }
            try
            {
                process.Dispose();
                channel = await StartProcessAsync(host, stopping.Token);
                ready.SetResult(channel);
            }
            catch (HostException fault)
            {
                Break(fault);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Lets what comes now wait for the next worker, from the moment on that this one is known to have ended.</summary>
    private void Forget(WorkerChannel channel)
    {
        if (ready.Task is { IsCompletedSuccessfully: true } current && current.Result == channel)
            ready = NewReady();
    }

    private void Break(HostException fault)
    {
        ready.TrySetException(new WorkerEndedException("There is no worker any more."));
        broken.TrySetResult(fault);
    }

    private async Task<WorkerChannel> StartProcessAsync(Uri host, CancellationToken cancellationToken)
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString(), log, Forget);
        channels.Add(channel);
        var started = process = WorkerProcess.Start(app, settings, channel.WorkerId, host, log);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartTimeout);
        _ = started.Ended.ContinueWith(_ => channel.End(), TaskScheduler.Default);
        try
        {
            await channel.OpenAsync(app.Path, functions, patience.Token);
            Log.WorkerStarted(logger, started.Id, functions.Count);
            return channel;
        }
        catch (WorkerEndedException)
        {
            await started.Ended;
            throw new HostException(
                $"The worker ended with exit code {started.ExitCode} while starting. "
                + $"Mend what it said, and start again: {started.Said}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            started.Kill();
            throw new HostException(
                $"The worker did not load its functions within {StartTimeout.TotalSeconds:0} s. It said:\n{started.Said}");
        }
    }
}
