using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Outcomes;

/// <summary>The outcomes of prompts in table <c>Outcomes</c>.</summary>
public sealed class OutcomeStore(TableServiceClient tables)
{
    /// <summary>The most that are read per customer: more replies than that within a year would be another problem.</summary>
    private const int Recent = 200;

    private readonly TableClient table = tables.GetTableClient(Tables.Outcomes);

    public Task AddAsync(OutcomeRecord outcome, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(OutcomeEntity.Of(outcome), TableUpdateMode.Replace, cancellationToken);

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
