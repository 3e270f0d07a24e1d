using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>Drops the runs that are older than the newest <see cref="ReapSettings.KeepRuns"/> published ones.</summary>
public sealed class DropOldRuns(
    RunStore runs, RunPointerStore pointer, OldRunStore removal, ReapSettings settings, ILogger<DropOldRuns> log)
{
    /// <summary>Daily at three in the afternoon, when no night is being scored.</summary>
    [Function(nameof(DropOldRuns))]
    public async Task RunAsync([TimerTrigger("0 0 15 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var all = await runs.ListAsync(null, cancellationToken);
        foreach (var run in OldRuns.Find(all, await pointer.CurrentAsync(cancellationToken), settings.KeepRuns))
        {
            // An operator may have put it back while others were being removed.
            if (run == await pointer.CurrentAsync(cancellationToken))
                continue;
            await removal.RemoveAsync(run, cancellationToken);
            log.Dropped(run, settings.KeepRuns);
        }
    }
}
