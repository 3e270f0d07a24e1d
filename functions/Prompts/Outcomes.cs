using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>The outcomes of prompts in table <c>Outcomes</c>.</summary>
public sealed class Outcomes(TableServiceClient tables)
{
    /// <summary>The most that are read per customer: more replies than that within a year would be another problem.</summary>
    private const int Recent = 200;

    private readonly TableClient table = tables.GetTableClient(Tables.Outcomes);

    public Task AddAsync(OutcomeRecord outcome, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(OutcomeEntity.Of(outcome), TableUpdateMode.Replace, cancellationToken);

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
