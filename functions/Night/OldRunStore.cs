using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night;

/// <summary>
/// Removes a run: its tables, its scored rows and lists, then its marks and last the run itself, so that a removal that was cut
/// off is found and finished the next time. The scorecard of a published run stays: movements are measured against it, and it
/// holds no customer id. That of another run goes: nobody was meant to read it.
/// </summary>
public sealed class OldRunStore(TableServiceClient tables, BlobServiceClient blobs, RunLedger ledger)
{
    public async Task RemoveAsync(RunState run, CancellationToken cancellationToken)
    {
        var scorecard = run.Phase == RunPhase.Published ? $"{run.Id}/parts/" : $"{run.Id}/";
        await Task.WhenAll(
        [
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
