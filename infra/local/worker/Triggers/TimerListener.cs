using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Invocation;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>
/// Runs a function by its schedule. One process of the app holds the lock and keeps the schedule; the others wait to take over.
/// </summary>
internal sealed class TimerListener(
    FunctionEntry function,
    TimerSchedule schedule,
    BlobContainerClient hosts,
    string hostId,
    FunctionRunner runner,
    HostStop stop,
    TimeProvider time,
    ILogger<TimerListener> log) : Listener
{
    // Timers cannot wait longer than some weeks; and clocks get set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan LockRetry = TimeSpan.FromSeconds(3);

    private readonly TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Trigger;
    private readonly BlobClient lockBlob = hosts.GetBlobClient($"locks/{hostId}/{function.HostName}.Listener");
    private readonly TimerStatus stored = new(hosts.GetBlobClient($"timers/{hostId}/{function.HostName}/status"));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task PrepareAsync(CancellationToken cancellation) =>
        await hosts.CreateIfNotExistsAsync(cancellationToken: cancellation);

    protected override async Task RunAsync()
    {
        while (!stop.Stopping.IsCancellationRequested)
        {
            try
            {
                await KeepWhileLockedAsync();
            }
            catch (Exception fault)
            {
                // Whatever it is, the schedule is taken up again: storage comes back.
                log.ScheduleFailed(fault, function.Name);
            }

            await WaitAsync(LockRetry, stop.Stopping);
        }
    }

    private async Task KeepWhileLockedAsync()
    {
        await using var held = await BlobLock.TryTakeAsync(lockBlob, time);
        if (held is null)
            return;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, stop.Stopping);
        var monitored = trigger.UseMonitor && !schedule.IsTooFrequentToMonitor(Now);
        var status = monitored ? await stored.ReadAsync() : null;
        var last = status?.Last ?? default;
        if (trigger.RunOnStartup || IsMissed(status))
            last = await RunOccurrenceAsync(Now, status, pastDue: IsMissed(status));
        await KeepAsync(last, monitored, ended.Token);
    }

    private async Task KeepAsync(DateTime last, bool monitored, CancellationToken ended)
    {
        var from = Now;
        while (!ended.IsCancellationRequested)
        {
            var next = schedule.After(from);
            log.KeepsSchedule(function.Name, next);
            var status = new ScheduleStatus { Last = last, Next = next, LastUpdated = from };
            if (monitored)
                await stored.WriteAsync(status);
            if (!await ReachAsync(next, ended))
                return;
            last = await RunOccurrenceAsync(next, monitored ? status : null, pastDue: false);

            // A clock that wakes us a little early must not give the same occurrence twice.
            from = Now > next ? Now : next;
        }
    }

    // A status that the schedule would not have written comes from another schedule: nothing was missed.
    private bool IsMissed(ScheduleStatus? status) =>
        status is not null && status.Next <= Now && schedule.After(status.LastUpdated) == status.Next;

    private async Task<DateTime> RunOccurrenceAsync(DateTime occurrence, ScheduleStatus? status, bool pastDue)
    {
        var info = new TimerInfo { IsPastDue = pastDue, ScheduleStatus = status };
        var running = Task.Run(() => runner.RunAsync(function, new TimerInput(info), stop.Cancelled));

        // The runner has logged a failure; the next occurrence comes all the same.
        await stop.EndedAsync(running);
        return occurrence;
    }

    private async Task<bool> ReachAsync(DateTime moment, CancellationToken ended)
    {
        while (Now < moment && !ended.IsCancellationRequested)
            await WaitAsync(Shorter(moment - Now, LongestWait), ended);
        return !ended.IsCancellationRequested;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task WaitAsync(TimeSpan wait, CancellationToken ended) =>
        await Task.Delay(wait, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
