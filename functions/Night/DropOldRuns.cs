using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Drops the runs that are older than the newest <see cref="ReapSettings.KeepRuns"/> published ones, and what is noted of nights
/// that no window looks back to any more.
/// </summary>
public sealed class DropOldRuns(
    RunLedger ledger,
    OldRunStore removal,
    OldNotes notes,
    ReapSettings settings,
    ILogger<DropOldRuns> log)
{
    /// <summary>Daily at three in the afternoon, when no night is being scored.</summary>
    [Function(nameof(DropOldRuns))]
    public async Task RunAsync([TimerTrigger("0 0 15 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var all = await ledger.Runs.ListAsync(null, cancellationToken);
        foreach (var run in OldRuns.Find(all, await ledger.Pointer.CurrentAsync(cancellationToken), settings.KeepRuns))
        {
            if (await removal.TryRemoveAsync(run.Id, cancellationToken))
                log.Dropped(run.Id, settings.KeepRuns);
        }
        await notes.RemoveAsync(cancellationToken);
    }
}
