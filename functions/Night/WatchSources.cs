using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Runs;

namespace ReapFunctions.Night;

/// <summary>
/// Raises an alarm, once, for a source whose deadline passed without its extract. An alert reads the warning; GET /api/runs shows
/// it, too.
/// </summary>
public sealed class WatchSources(
    PortfolioSources sources, DropStore drops, LateSourceStore lates, TimeProvider clock, ILogger<WatchSources> log)
{
    [Function(nameof(WatchSources))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var arrived = await drops.BetweenAsync(today.AddDays(-LateSource.DaysBefore), today, cancellationToken);
        foreach (var late in LateSource.Find(sources.Contracts.Values, arrived, now))
        {
            if (await lates.RaiseAsync(late, cancellationToken))
                log.Late(late.Source, late.Date, late.Due);
        }
    }
}
