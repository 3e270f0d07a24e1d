using Azure.Storage.Blobs;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Detail rows without a customer, kept apart for whoever looks after the source:
/// <c>scored/{run}/withoutCustomer/{source}/{bucket}.csv</c> with the id that the drop does not know and the number of its rows.
/// The rows themselves stay in the clean extract.
/// </summary>
public sealed class WithoutCustomerStore(BlobServiceClient blobs)
{
    /// <summary>The column of ids.</summary>
    public const string IdColumn = "customerId";

    private const string Folder = "/withoutCustomer/";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    /// <summary>Whether a blob of the container is one of these.</summary>
    public static bool Holds(string name) => name.Contains(Folder, StringComparison.Ordinal);

    public async Task WriteAsync(RunId run, BucketCustomers bucket, CancellationToken cancellationToken)
    {
        foreach (var (source, ids) in bucket.WithoutCustomer.Where(source => source.Value.Count > 0))
        {
            await container.WriteWholeAsync(
                $"{run}{Folder}{source}/{bucket.Input.Bucket:D3}.csv", stream =>
                    WriteAsync(ids, stream, cancellationToken), cancellationToken);
        }
    }

    private static async Task WriteAsync(
        IReadOnlyDictionary<string, long> ids, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new CsvWriter(stream);
        writer.Row(IdColumn, "rows");
        foreach (var (id, rows) in ids.OrderBy(stranger => stranger.Key, StringComparer.Ordinal))
        {
            writer.Text(id).Number(rows).EndRow();
            if (writer.IsFull)
                await writer.FlushAsync(cancellationToken);
        }
    }
}
