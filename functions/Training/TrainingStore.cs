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
    private const string AskedRow = "asked";
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

    /// <summary>Notes that somebody asks for a training.</summary>
    /// <param name="targets">Those asked for; null for every one.</param>
    public async Task AskAsync(
        DateOnly date, IReadOnlyList<string>? targets, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await table.UpsertEntityAsync(
            new TableEntity(Partition, AskedRow)
            {
                [AtProperty] = at,
                ["Date"] = date.ToString("yyyy-MM-dd"),
                ["Targets"] = string.Join(',', targets ?? []),
            },
            TableUpdateMode.Replace,
            cancellationToken);
        await SetAsync(new TrainingState(date, TrainingPhase.Requested, null), cancellationToken);
    }

    /// <summary>Notes that a training of the drop has ended now; the latest stays requested while one is asked for.</summary>
    /// <param name="targets">Those that were trained; null for every one.</param>
    public async Task FinishAsync(DateOnly date, IReadOnlyList<string>? targets, CancellationToken cancellationToken)
    {
        string[] rows = targets is null ? [FinishedRow(date)] : [.. targets.Select(target => FinishedRow(date, target))];
        foreach (var row in rows)
            await table.UpsertEntityAsync(
                new TableEntity(Partition, row) { [AtProperty] = clock.GetUtcNow() },
                TableUpdateMode.Replace,
                cancellationToken);
        var asked = await UnservedAsync(cancellationToken);
        await SetAsync(
            new TrainingState(asked ?? date, asked is null ? TrainingPhase.Finished : TrainingPhase.Requested, null),
            cancellationToken);
    }

    /// <summary>When the latest training of every target on the drop ended, or null.</summary>
    public Task<DateTimeOffset?> FinishedAtAsync(DateOnly date, CancellationToken cancellationToken) =>
        AtAsync(FinishedRow(date), cancellationToken);

    /// <summary>Whether trainings of the drop have ended since a moment that serve whoever asked then.</summary>
    /// <param name="targets">Those asked for; null for every one, which a training of some does not serve.</param>
    public async Task<bool> IsFinishedSinceAsync(
        DateOnly date, IReadOnlyList<string>? targets, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await FinishedAtAsync(date, cancellationToken) >= since)
            return true;
        foreach (var target in targets ?? [])
        {
            if (!(await AtAsync(FinishedRow(date, target), cancellationToken) >= since))
                return false;
        }
        return targets is { Count: > 0 };
    }

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

    /// <summary>The drop of the last request that no training has served yet; null when there is none.</summary>
    private async Task<DateOnly?> UnservedAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, AskedRow, cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        var date = DateOnly.ParseExact(found.Value!.GetString("Date"), "yyyy-MM-dd");
        var names = found.Value.GetString("Targets");
        var at = found.Value.GetDateTimeOffset(AtProperty)!.Value;
        return await IsFinishedSinceAsync(date, names.Length == 0 ? null : names.Split(','), at, cancellationToken)
            ? null
            : date;
    }

    private async Task<DateTimeOffset?> AtAsync(string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.GetDateTimeOffset(AtProperty) : null;
    }

    private static string FinishedRow(DateOnly date, string? target = null) =>
        $"finished:{date:yyyy-MM-dd}{(target is null ? "" : $":{target}")}";
}
