using Azure;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// Which run everybody reads: one entity in table <c>Runs</c>. Publishing a night, and putting an older one back, is one write
/// of it; a reader reads it once per request, so that no answer mixes two nights.
/// </summary>
public sealed class RunPointerStore(TableServiceClient tables, TimeProvider clock)
{
    private const string Partition = "current";
    private const string Row = "run";
    private const string RunProperty = "Run";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>The published run, or null before the first.</summary>
    public async Task<RunId?> CurrentAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { } entity ? RunIdOf(entity) : null;

    /// <summary>Points at <paramref name="run"/> unless a later one is current: nights may finish in any order.</summary>
    public async Task AdvanceAsync(RunId run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entity = await ReadAsync(cancellationToken);
            if (entity is not null && RunIdOf(entity) >= run)
                return;
            try
            {
                if (entity is null)
                    await table.AddEntityAsync(Entity(run), cancellationToken);
                else
                    await table.UpdateEntityAsync(Entity(run), entity.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another run was published meanwhile: look again.
            }
        }
    }

    /// <summary>Points at <paramref name="run"/>, older or not: what an operator asks for.</summary>
    public Task SetAsync(RunId run, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(Entity(run), TableUpdateMode.Replace, cancellationToken);

    private async Task<TableEntity?> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private TableEntity Entity(RunId run) =>
        new(Partition, Row) { [RunProperty] = run.ToString(), ["PointedAt"] = clock.GetUtcNow() };

    private static RunId RunIdOf(TableEntity entity) => RunId.Parse(entity.GetString(RunProperty));
}
