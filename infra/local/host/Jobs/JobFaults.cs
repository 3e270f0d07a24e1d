using System.Runtime.ExceptionServices;
using Azure;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Worker;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// What happens when the SDK cannot go on, as in the genuine host: a function that outruns its time and its grace costs the
/// worker; a trigger that breaks stops the host, unless all that it lost is a lease. The SDK's own handler ends the process on
/// the spot.
/// </summary>
internal sealed class JobFaults(FunctionWorker worker, ILogger<JobFaults> logger)
    : IWebJobsExceptionHandler, IWebJobsExceptionHandlerFactory
{
    private readonly TaskCompletionSource<HostException> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource leaseLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when triggers cannot go on.</summary>
    public Task<HostException> Broken => broken.Task;

    /// <summary>Completes when another host has a lease that this one held, and triggers must be started anew.</summary>
    public Task LeaseLost => leaseLost.Task;

    public IWebJobsExceptionHandler Create(IHost jobHost) => this;

    public async Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod)
    {
        if (exceptionInfo.SourceException is FunctionTimeoutException { Task: { } function })
        {
            await function.WaitAsync(timeoutGracePeriod).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (function.IsCompleted)
                return;
        }
        Log.TimedOut(logger);
        worker.Restart();
    }

    public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
    {
        var fault = exceptionInfo.SourceException;
        if (IsLostLease(fault))
        {
            leaseLost.TrySetResult();
            return Task.CompletedTask;
        }
        Log.TriggersBroke(logger, fault);
        var cause = fault.Message.Split('\n')[0];
        broken.TrySetResult(new HostException(
            $"Triggers cannot go on: {cause} Check that the storage account runs, and start again.", fault));
        return Task.CompletedTask;
    }

    private static bool IsLostLease(Exception fault) =>
        fault.GetBaseException() is RequestFailedException { Status: 409 or 412, ErrorCode: { } code }
        && code.StartsWith("Lease", StringComparison.Ordinal);
}
