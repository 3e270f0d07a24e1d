using Azure.Data.Tables;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Prompts;

/// <summary>What a run has written of a customer besides offers, one point read each.</summary>
public sealed class CustomerRecordStore(TableServiceClient tables)
{
    /// <summary>What the customer is worth, or null when the run does not know them.</summary>
    public Task<ValueRecord?> ValueAsync(string customerId, RunId run, CancellationToken cancellationToken) =>
        FindAsync<ValueRecord>(customerId, run.Table(RecordKind.Value), cancellationToken);

    /// <summary>How likely the customer is to leave, or null when the run does not know them.</summary>
    public Task<RiskRecord?> RiskAsync(string customerId, RunId run, CancellationToken cancellationToken) =>
        FindAsync<RiskRecord>(customerId, run.Table(RecordKind.Risk), cancellationToken);

    private async Task<T?> FindAsync<T>(string customerId, string table, CancellationToken cancellationToken)
        where T : class, ICustomerRecord
    {
        var key = CustomerKey.Of(customerId);
        var found = await tables.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(
            key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? CustomerEntity.Read<T>(found.Value!) : null;
    }
}
