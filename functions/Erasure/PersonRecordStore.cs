using Azure;
using Azure.Data.Tables;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's entities: one per kind of record and run, all outcomes, all feedback, and what
/// follow-ups of their enquiries said.</summary>
public sealed class PersonRecordStore(TableServiceClient tables, FinderStore finders)
{
    /// <summary>Tables that have several records of a customer, by a key that begins with the id.</summary>
    private static readonly string[] Several = [Tables.Feedback, Tables.FollowUps];

    /// <summary>Whether any table holds the customer.</summary>
    public async Task<bool> ExistAsync(string customerId, CancellationToken cancellationToken)
    {
        var key = CustomerKey.Of(customerId);
        foreach (var table in await TablesAsync(cancellationToken))
        {
            if (await HoldsAsync(table, key, cancellationToken))
                return true;
        }
        await foreach (var _ in OutcomesOfAsync(customerId, cancellationToken))
            return true;
        foreach (var table in Several)
        {
            await foreach (var _ in SeveralAsync(table, customerId, cancellationToken))
                return true;
        }
        return false;
    }

    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        var outcomes = 0;
        await foreach (var outcome in OutcomesOfAsync(customerId, cancellationToken))
        {
            await DeleteAsync(Tables.Outcomes, outcome.PartitionKey, outcome.RowKey, cancellationToken);
            outcomes += OutcomeEntity.IsId(outcome.RowKey) ? 0 : 1;
        }
        notes.Table(Tables.Outcomes, outcomes);
        foreach (var table in Several)
            notes.Table(table, await EraseSeveralAsync(table, customerId, cancellationToken));
        var key = CustomerKey.Of(customerId);
        foreach (var table in await TablesAsync(cancellationToken))
        {
            if (!await HoldsAsync(table, key, cancellationToken))
                continue;
            // What leads to a customer goes before what says so.
            foreach (var finder in await finders.OfAsync(table, key, cancellationToken))
                await DeleteAsync(table, finder.Partition, finder.Row, cancellationToken);
            await DeleteAsync(table, key.Partition, key.Row, cancellationToken);
            notes.Table(table, 1);
        }
    }

    private async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            if (RunId.IsTable(table.Name))
                names.Add(table.Name);
        }
        return names;
    }

    private async Task<bool> HoldsAsync(string table, CustomerKey key, CancellationToken cancellationToken) =>
        (await tables.GetTableClient(table)
            .GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken)).HasValue;

    private AsyncPageable<TableEntity> OutcomesOfAsync(string customerId, CancellationToken cancellationToken) =>
        tables.GetTableClient(Tables.Outcomes).QueryAsync<TableEntity>(
            OutcomeEntity.FilterWithIds(customerId), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);

    /// <summary>Deletes a customer's records in a table that has several of each.</summary>
    /// <returns>How many there were.</returns>
    private async Task<int> EraseSeveralAsync(string table, string customerId, CancellationToken cancellationToken)
    {
        var erased = 0;
        await foreach (var record in SeveralAsync(table, customerId, cancellationToken))
        {
            await DeleteAsync(table, record.PartitionKey, record.RowKey, cancellationToken);
            erased++;
        }
        return erased;
    }

    private AsyncPageable<TableEntity> SeveralAsync(string table, string customerId, CancellationToken cancellationToken) =>
        tables.GetTableClient(table).QueryAsync<TableEntity>(
            CustomerEntity.Filter(customerId), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);

    private Task<Response> DeleteAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        tables.GetTableClient(table).DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
}
