using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Removes a run: its tables, its scored rows and lists, then its marks and last the run itself, so that a removal that was cut
/// off is found and finished the next time. First of all the run says that it goes: from then on nobody can publish it.
/// The scorecard of a published run stays: movements are measured against it, and it holds no customer id. That of another run
/// goes: nobody was meant to read it.
/// </summary>
public sealed class OldRunStore(TableServiceClient tables, BlobServiceClient blobs, RunLedger ledger, TimeProvider clock)
{
    /// <summary>An operator who asks for a run notes it in the run first, and points readers at it within this time.</summary>
    private static readonly TimeSpan Pointing = TimeSpan.FromHours(1);

    /// <summary>Removes the run, unless an operator has just put it back.</summary>
    /// <returns>Whether it is removed.</returns>
    public async Task<bool> TryRemoveAsync(RunId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var run = await ledger.Runs.ChangeAsync(
            id, state => IsToStay(state, now) ? null : state with { RemovedAt = now }, cancellationToken);
        if (run.RemovedAt is null)
            return false;
        if (await ledger.Pointer.CurrentAsync(cancellationToken) == id)
        {
            await ledger.Runs.ChangeAsync(id, state => state with { RemovedAt = null }, cancellationToken);
            return false;
        }
        await RemoveAsync(run, cancellationToken);
        return true;
    }

    private static bool IsToStay(RunState run, DateTimeOffset now) => run.RemovedAt is not null || now - run.PutBackAt < Pointing;

    private async Task RemoveAsync(RunState run, CancellationToken cancellationToken)
    {
        var scorecard = run.Phase == RunPhase.Published ? $"{run.Id}/parts/" : $"{run.Id}/";
        await Task.WhenAll(
        [
            RemoveTableAsync(run.Id.FinderTable, cancellationToken),
            .. Enum.GetValues<RecordKind>().Select(kind => RemoveTableAsync(run.Id.Table(kind), cancellationToken)),
            .. new[] { Containers.Clean, Containers.Scored, Containers.Lists }.Select(
                name => blobs.GetBlobContainerClient(name).RemoveAsync($"{run.Id}/", cancellationToken)),
            blobs.GetBlobContainerClient(Containers.Scorecards).RemoveAsync(scorecard, cancellationToken),
        ]);
        // Marks left behind would complete a new run of the same name before it has begun.
        await ledger.Marks.RemoveAsync(run.Id, cancellationToken);
        await ledger.Inputs.RemoveAsync(run.Id, cancellationToken);
        await ledger.Runs.RemoveAsync(run.Id, cancellationToken);
    }

    private async Task RemoveTableAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeleteTableAsync(name, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // An earlier attempt deleted it.
        }
    }
}
