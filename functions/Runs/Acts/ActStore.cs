using System.Globalization;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs.Acts;

/// <summary>What operators do by hand besides what they do with a run, which keeps that itself.</summary>
public enum Deed
{
    /// <summary>A training was asked for.</summary>
    TrainingAsked,

    /// <summary>A new base period was asked for.</summary>
    BasePeriodAsked,

    /// <summary>Somebody is a customer again and no longer erased; who that is, nothing says.</summary>
    ErasureLifted,
}

/// <summary>That somebody did something by hand.</summary>
/// <param name="By">Who; null where nobody is signed in.</param>
public sealed record OperatorAct(Deed Deed, DateTimeOffset At, string? By);

/// <summary>What was done by hand, in the table <c>Runs</c>.</summary>
public sealed class ActStore(TableServiceClient tables, TimeProvider clock)
{
    private const string Partition = "acts";
    private const string DeedProperty = "Deed";
    private const string AtProperty = "At";
    private const string ByProperty = "By";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>Notes that something is done now.</summary>
    /// <param name="by">Who does it; null where nobody is signed in.</param>
    public Task AddAsync(Deed deed, string? by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // The newest comes first by its key.
        var place = (DateTimeOffset.MaxValue.Ticks - now.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var act = new TableEntity(Partition, $"{place}:{Guid.NewGuid():N}")
        {
            [DeedProperty] = EnumName.Of(deed),
            [AtProperty] = now,
        };
        if (by is not null)
            act[ByProperty] = by;
        return table.AddEntityAsync(act, cancellationToken);
    }

    /// <summary>The newest, first.</summary>
    /// <param name="max">So many at most.</param>
    public async Task<IReadOnlyList<OperatorAct>> LatestAsync(int max, CancellationToken cancellationToken)
    {
        var acts = new List<OperatorAct>();
        await foreach (var act in table.QueryAsync<TableEntity>(
            act => act.PartitionKey == Partition, max, cancellationToken: cancellationToken))
        {
            acts.Add(new OperatorAct(
                EnumName.Values<Deed>()[act.GetString(DeedProperty)], act.GetDateTimeOffset(AtProperty)!.Value,
                act.GetString(ByProperty)));
            if (acts.Count == max)
                break;
        }
        return acts;
    }
}
