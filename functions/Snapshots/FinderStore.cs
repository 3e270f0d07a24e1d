using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Who is found by a phone number or an e-mail: per run a table of salted hashes, which goes with the run. The salt is made for
/// the account when the first extract is cleaned, in <c>erasures/finders.json</c>, and never changes.
/// </summary>
/// <remarks>
/// <code>
///   partition        row                      holds
///   k{hex digit}     {hash}_{customer's row}  CustomerId          by a hash: its customers
///   {customer's partition}  {customer's row}  Finders             by a customer: the hashes, for who is erased
/// </code>
/// </remarks>
public sealed class FinderStore(
    TableServiceClient tables, BlobServiceClient blobs, CleanRowStore clean, PortfolioSources sources)
{
    private const string SaltName = "finders.json";
    private const int SaltBytes = 32;
    private const string IdProperty = "CustomerId";
    private const string FindersProperty = "Finders";

    /// <summary>Customers that share a number, of whom so many are named.</summary>
    private const int MaxFound = 50;

    private readonly BlobContainerClient salts = blobs.GetBlobContainerClient(Containers.Erasures);
    private FinderHash? hash;

    /// <param name="Salt">Base64.</param>
    internal sealed record Document(string Salt);

    /// <summary>The hash under the account's salt, which is made when there is none.</summary>
    public async Task<FinderHash> HashAsync(CancellationToken cancellationToken)
    {
        if (hash is not null)
            return hash;
        var fresh = new Document(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes)));
        var kept = await salts.ReadJsonAsync<Document>(SaltName, cancellationToken);
        if (kept is null)
            kept = await salts.CreateJsonAsync(SaltName, fresh, cancellationToken)
                ? fresh
                : await salts.ReadJsonAsync<Document>(SaltName, cancellationToken);
        return hash = new FinderHash(Convert.FromBase64String(kept!.Salt));
    }

    /// <summary>Writes by what the customers of a bucket are found. Again, it writes the same.</summary>
    public async Task WriteAsync(RunState run, int bucket, CancellationToken cancellationToken)
    {
        if (sources.Customers is not { Roles.FindBy.Count: > 0 } contract)
            return;
        var table = tables.GetTableClient(run.Id.FinderTable);
        await table.CreateIfNotExistsAsync(cancellationToken);
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var extract in run.Extracts.Where(extract => extract.Source == contract.Source))
            await clean.ReadFindersAsync(extract, bucket, contract, found, cancellationToken);
        await table.UpsertAllAsync(found.SelectMany(customer => Entities(customer.Key, customer.Value)), cancellationToken);
    }

    /// <summary>The customers of a run with a hash; at most <see cref="MaxFound"/>.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(RunId run, string finder, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        try
        {
            // Behind the underscore stand the rows of customers: the next character ends them.
            var (partition, from, to) = (PartitionOf(finder), $"{finder}_", $"{finder}`");
            await foreach (var entity in tables.GetTableClient(run.FinderTable).QueryAsync<TableEntity>(
                $"PartitionKey eq '{partition}' and RowKey ge '{from}' and RowKey lt '{to}'", MaxFound,
                cancellationToken: cancellationToken))
            {
                ids.Add(entity.GetString(IdProperty));
                if (ids.Count == MaxFound)
                    break;
            }
        }
        catch (Azure.RequestFailedException none) when (none.Status == 404)
        {
            // A run of before customers could be found.
        }
        return ids;
    }

    /// <summary>What leads to a customer in a table of a run; nothing in tables of records.</summary>
    internal async Task<IReadOnlyList<CustomerKey>> OfAsync(
        string table, CustomerKey customer, CancellationToken cancellationToken)
    {
        var entity = await tables.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(
            customer.Partition, customer.Row, [FindersProperty], cancellationToken);
        return entity.HasValue && entity.Value!.GetString(FindersProperty) is { } finders
            ? [.. finders.Split(',').Select(finder => KeyOf(finder, customer))]
            : [];
    }

    private static IEnumerable<ITableEntity> Entities(string customerId, IReadOnlySet<string> finders)
    {
        var customer = CustomerKey.Of(customerId);
        yield return new TableEntity(customer.Partition, customer.Row)
        {
            [IdProperty] = customerId,
            [FindersProperty] = string.Join(',', finders.Order(StringComparer.Ordinal)),
        };
        foreach (var finder in finders)
        {
            var key = KeyOf(finder, customer);
            yield return new TableEntity(key.Partition, key.Row) { [IdProperty] = customerId };
        }
    }

    private static CustomerKey KeyOf(string finder, CustomerKey customer) => new(PartitionOf(finder), $"{finder}_{customer.Row}");

    private static string PartitionOf(string finder) => $"k{finder[0]}";
}
