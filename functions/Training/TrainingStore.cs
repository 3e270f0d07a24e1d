using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Training;

/// <summary>Where a training is.</summary>
public enum TrainingPhase
{
    Requested,
    Training,
    Finished,
}

/// <summary>How the latest training stands.</summary>
/// <param name="Date">The drop that is learned from.</param>
/// <param name="Target">The target being trained, while one is.</param>
public sealed record TrainingState(DateOnly Date, TrainingPhase Phase, string? Target);

/// <summary>
/// The latest training, in table <c>Runs</c>: what <c>GET /api/models</c> shows of it, and when the latest of each drop ended.
/// </summary>
public sealed class TrainingStore(TableServiceClient tables, TimeProvider clock)
{
    private const string Partition = "training";
    private const string Row = "latest";
    private const string AtProperty = "At";
    private const string BasePeriodRow = "basePeriod";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    public Task SetAsync(TrainingState state, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(Partition, Row)
            {
                ["Date"] = state.Date.ToString("yyyy-MM-dd"),
                ["Phase"] = state.Phase.ToString(),
                ["Target"] = state.Target ?? "",
            },
            TableUpdateMode.Replace,
            cancellationToken);

    /// <summary>Notes that a training of the drop has ended now.</summary>
    public Task FinishAsync(DateOnly date, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(Partition, FinishedRow(date)) { [AtProperty] = clock.GetUtcNow() },
            TableUpdateMode.Replace,
            cancellationToken);

    /// <summary>When the latest training of the drop ended, or null.</summary>
    public Task<DateTimeOffset?> FinishedAtAsync(DateOnly date, CancellationToken cancellationToken) =>
        AtAsync(FinishedRow(date), cancellationToken);

    /// <summary>Notes that a new base period was made now.</summary>
    public Task FinishBasePeriodAsync(CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(Partition, BasePeriodRow) { [AtProperty] = clock.GetUtcNow() },
            TableUpdateMode.Replace,
            cancellationToken);

    /// <summary>When the latest base period that was asked for was made, or null.</summary>
    public Task<DateTimeOffset?> BasePeriodAtAsync(CancellationToken cancellationToken) =>
        AtAsync(BasePeriodRow, cancellationToken);

    /// <summary>Forgets when trainings of drops before <paramref name="first"/> ended.</summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken) => table.RemoveAsync(
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {"finished:"} and RowKey lt {FinishedRow(first)}"),
        cancellationToken);

    public async Task<TrainingState?> FindAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        var entity = found.Value!;
        var target = entity.GetString("Target");
        return new TrainingState(
            DateOnly.ParseExact(entity.GetString("Date"), "yyyy-MM-dd"),
            Enum.Parse<TrainingPhase>(entity.GetString("Phase")),
            target.Length == 0 ? null : target);
    }

    private async Task<DateTimeOffset?> AtAsync(string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.GetDateTimeOffset(AtProperty) : null;
    }

    private static string FinishedRow(DateOnly date) => $"finished:{date:yyyy-MM-dd}";
}
