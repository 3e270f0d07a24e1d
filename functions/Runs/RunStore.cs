using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>Runs and their phases, in table <c>Runs</c>, partition <c>runs</c>. Phases move by conditional writes.</summary>
public sealed class RunStore(TableServiceClient tables)
{
    private const string Partition = "runs";
    private const string StateProperty = "State";
    private const int MaxCharacters = 32_000;

    /// <summary>A week, and a day on which nothing was sent.</summary>
    private const int DaysLookedBack = 8;

    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>Opens the run; false when another process opened a run of this id first.</summary>
    public async Task<bool> TryOpenAsync(RunState run, CancellationToken cancellationToken) =>
        await table.TryWriteFirstAsync(ToEntity(run), replaced: null, cancellationToken) is not null;

    public async Task<RunState?> FindAsync(RunId run, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, run.ToString(), cancellationToken: cancellationToken);
        return found.HasValue ? FromEntity(found.Value!) : null;
    }

    /// <exception cref="InvalidOperationException">There is no such run.</exception>
    public async Task<RunState> GetAsync(RunId run, CancellationToken cancellationToken) =>
        await FindAsync(run, cancellationToken) ?? throw new InvalidOperationException($"There is no run {run}.");

    /// <summary>All runs, the newest first; those of one date when it is given.</summary>
    public Task<IReadOnlyList<RunState>> ListAsync(DateOnly? date, CancellationToken cancellationToken) => QueryAsync(
        date is { } day
            ? TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition} and RowKey ge {$"{day:yyyy-MM-dd}."} and RowKey lt {$"{day:yyyy-MM-dd}/"}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"),
        cancellationToken);

    /// <summary>
    /// The night that a run is compared with, by <see cref="EarlierRuns"/>; null when there is none. It is looked for in the days
    /// before, and among all runs only where these had none: what it costs does not grow with the nights.
    /// </summary>
    public async Task<RunId?> BeforeAsync(RunId run, CancellationToken cancellationToken) =>
        await BeforeAsync(run, run.Date.AddDays(-DaysLookedBack), cancellationToken)
        ?? await BeforeAsync(run, DateOnly.MinValue, cancellationToken);

    private async Task<RunId?> BeforeAsync(RunId run, DateOnly first, CancellationToken cancellationToken)
    {
        var runs = await QueryAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition} and RowKey ge {$"{first:yyyy-MM-dd}."} and RowKey lt {$"{run.Date:yyyy-MM-dd}."}"),
            cancellationToken);
        return EarlierRuns.Before(runs, run).FirstOrDefault()?.Id;
    }

    private async Task<IReadOnlyList<RunState>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var runs = new List<RunState>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            runs.Add(FromEntity(entity));
        return [.. runs.OrderByDescending(run => run.Id)];
    }

    /// <summary>
    /// Applies <paramref name="change"/> to the run as it stands, again if another process changed it meanwhile.
    /// </summary>
    /// <param name="change">The new state, or null to leave it.</param>
    /// <returns>The state as it stands then.</returns>
    public async Task<RunState> ChangeAsync(RunId run, Func<RunState, RunState?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            TableEntity entity = await table.GetEntityAsync<TableEntity>(
                Partition, run.ToString(), cancellationToken: cancellationToken);
            var state = FromEntity(entity);
            if (change(state) is not { } changed)
                return state;
            try
            {
                await table.UpdateEntityAsync(ToEntity(changed), entity.ETag, TableUpdateMode.Replace, cancellationToken);
                return changed;
            }
            catch (RequestFailedException raced) when (raced.Status == 412)
            {
                // Somebody else moved the run: look again.
            }
        }
    }

    /// <summary>Forgets the run.</summary>
    public Task RemoveAsync(RunId run, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(Partition, run.ToString(), ETag.All, cancellationToken);

    /// <summary>A property holds 32,768 characters: the state of a run of many files takes several.</summary>
    private static TableEntity ToEntity(RunState run)
    {
        var entity = new TableEntity(Partition, run.Id.ToString());
        var part = 0;
        foreach (var text in JsonSerializer.Serialize(run, ConfigJson.Options).Chunk(MaxCharacters))
            entity[PropertyOf(part++)] = new string(text);
        return entity;
    }

    private static RunState FromEntity(TableEntity entity)
    {
        var text = entity.GetString(StateProperty);
        for (var part = 1; entity.GetString(PropertyOf(part)) is { } more; part++)
            text += more;
        return ConfigJson.Read<RunState>(Tables.Runs, text);
    }

    private static string PropertyOf(int part) => part == 0 ? StateProperty : $"{StateProperty}{part}";
}
