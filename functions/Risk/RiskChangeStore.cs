using System.Collections.Concurrent;
using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Risk;

/// <summary>
/// A customer's risk now and on the published run before: two point reads when asked, so that no run depends on another and
/// nights may be scored in any order.
/// </summary>
public sealed class RiskChangeStore(TableServiceClient tables, RunStore runs, TimeProvider clock)
{
    /// <summary>How long the run before is remembered: an older night may still arrive.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<RunId, (RunId? Before, DateTimeOffset At)> before = [];

    /// <summary>The change, or null without an earlier run that knows the customer.</summary>
    public async Task<RiskChange?> OfAsync(string customerId, RunId run, CancellationToken cancellationToken)
    {
        if (await BeforeAsync(run, cancellationToken) is not { } earlier)
            return null;
        var now = FindAsync(customerId, run, cancellationToken);
        var then = FindAsync(customerId, earlier, cancellationToken);
        return await then is { } was && await now is { } known ? RiskChange.Between(was, known) : null;
    }

    private async Task<RunId?> BeforeAsync(RunId run, CancellationToken cancellationToken)
    {
        if (before.TryGetValue(run, out var known) && clock.GetUtcNow() - known.At < Remembered)
            return known.Before;
        var earlier = await runs.BeforeAsync(run, cancellationToken);
        before[run] = (earlier, clock.GetUtcNow());
        return earlier;
    }

    private async Task<RiskRecord?> FindAsync(string customerId, RunId run, CancellationToken cancellationToken)
    {
        var key = CustomerKey.Of(customerId);
        var found = await tables.GetTableClient(run.Table(RecordKind.Risk))
            .GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? CustomerEntity.Read<RiskRecord>(found.Value!) : null;
    }
}
