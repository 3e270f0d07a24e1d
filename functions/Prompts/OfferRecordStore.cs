using Azure.Data.Tables;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>The offer records of the published run, one point read each.</summary>
public sealed class OfferRecordStore(TableServiceClient tables, RunPointerStore pointer)
{
    /// <summary>
    /// The record of the customer that a route value names, or null when no run is published or no customer has that id.
    /// </summary>
    public async Task<OfferRecord?> FindAsync(string routeValue, CancellationToken cancellationToken)
    {
        if (await pointer.CurrentAsync(cancellationToken) is not { } run)
            return null;
        foreach (var customerId in RouteCustomer.Candidates(routeValue))
        {
            if (await FindAsync(customerId, run, cancellationToken) is { } record)
                return record;
        }
        return null;
    }

    /// <summary>The record of a customer in a run, or null when the run has no customer with that id.</summary>
    public async Task<OfferRecord?> FindAsync(string customerId, RunId run, CancellationToken cancellationToken)
    {
        var key = CustomerKey.Of(customerId);
        var found = await tables.GetTableClient(run.Table(RecordKind.Offers)).GetEntityIfExistsAsync<TableEntity>(
            key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? OfferEntity.Read(found.Value!) : null;
    }
}
