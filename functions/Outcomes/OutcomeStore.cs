using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Outcomes;

/// <summary>The outcomes of prompts in table <c>Outcomes</c>.</summary>
public sealed class OutcomeStore(TableServiceClient tables)
{
    /// <summary>The most that are read per customer: more replies than that within a year would be another problem.</summary>
    private const int Recent = 200;

    private readonly TableClient table = tables.GetTableClient(Tables.Outcomes);

    /// <summary>Records an outcome, once for its id.</summary>
    /// <returns>Null; or the outcome that was recorded under the id before, and then nothing is written.</returns>
    public async Task<OutcomeRecord?> AddAsync(OutcomeRecord outcome, CancellationToken cancellationToken)
    {
        var entity = OutcomeEntity.Of(outcome);
        var id = OutcomeEntity.IdOf(outcome, entity.RowKey);
        try
        {
            await table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, id), new(TableTransactionActionType.Add, entity)], cancellationToken);
            return null;
        }
        catch (TableTransactionFailedException taken) when (taken.Status == 409)
        {
            TableEntity known = await table.GetEntityAsync<TableEntity>(
                id.PartitionKey, id.RowKey, cancellationToken: cancellationToken);
            TableEntity before = await table.GetEntityAsync<TableEntity>(
                id.PartitionKey, OutcomeEntity.RowOf(known), cancellationToken: cancellationToken);
            return OutcomeEntity.Read(before);
        }
    }

    /// <summary>Everybody's outcomes since a moment, by customer: what a list is held against.</summary>
    public async Task<Dictionary<string, List<OutcomeRecord>>> SinceAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        var histories = new Dictionary<string, List<OutcomeRecord>>(StringComparer.Ordinal);
        var query = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"At ge {since}"), cancellationToken: cancellationToken);
        await foreach (var entity in query)
        {
            var outcome = OutcomeEntity.Read(entity);
            if (!histories.TryGetValue(outcome.CustomerId, out var history))
                histories[outcome.CustomerId] = history = [];
            history.Add(outcome);
        }
        return histories;
    }

    /// <summary>Outcomes since a moment that say why a customer leaves, of the customers of some partitions.</summary>
    /// <param name="first">The first partition; see <see cref="CustomerKey"/>.</param>
    /// <param name="last">The last.</param>
    public Task<IReadOnlyList<OutcomeRecord>> LeavingAsync(
        string first, string last, DateTimeOffset since, CancellationToken cancellationToken) =>
        QueryAsync(OutcomeEntity.FilterLeaving(first, last, since), cancellationToken);

    /// <summary>Outcomes of an offer since a moment, of the customers of some partitions.</summary>
    /// <inheritdoc cref="LeavingAsync"/>
    public Task<IReadOnlyList<OutcomeRecord>> AboutAsync(
        string offer, string first, string last, DateTimeOffset since, CancellationToken cancellationToken) =>
        QueryAsync(OutcomeEntity.FilterOffer(offer, first, last, since), cancellationToken);

    /// <summary>Removes what was said before a day, and the ids that were kept for it.</summary>
    public async Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"At lt {since}"), cancellationToken: cancellationToken))
        {
            var id = OutcomeEntity.IdOf(OutcomeEntity.Read(entity), entity.RowKey);
            // First the id: cut off in between, the outcome is found again.
            await table.DeleteEntityAsync(id.PartitionKey, id.RowKey, cancellationToken: cancellationToken);
            await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
        }
    }

    private async Task<IReadOnlyList<OutcomeRecord>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var found = new List<OutcomeRecord>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            found.Add(OutcomeEntity.Read(entity));
        return found;
    }

    /// <summary>A customer's outcomes, newest first.</summary>
    public async Task<IReadOnlyList<OutcomeRecord>> OfAsync(string customerId, CancellationToken cancellationToken)
    {
        var found = new List<OutcomeRecord>();
        var query = table.QueryAsync<TableEntity>(OutcomeEntity.Filter(customerId), Recent, cancellationToken: cancellationToken);
        await foreach (var entity in query)
        {
            found.Add(OutcomeEntity.Read(entity));
            if (found.Count == Recent)
                break;
        }
        return found;
    }
}
