using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The day on which customers of a scored bucket last said yes to being put right: <c>scored/{run}/right/{bucket}.csv</c>, under
/// the same column of the id as the scored rows, so that an erasure finds them.
/// </summary>
public sealed class PutRightStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(
        RunId run, int bucket, IReadOnlyDictionary<string, DateOnly> right, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, bucket), stream => CsvWriter.WriteAllAsync(
            stream, [sources.Snapshot.Roles.CustomerId, "on"],
            [.. right.OrderBy(said => said.Key, StringComparer.Ordinal)],
            static (csv, said) => csv.Text(said.Key).Date(said.Value).EndRow(),
            cancellationToken), cancellationToken);

    /// <returns>None where the bucket was scored before the day was kept.</returns>
    public async Task<IReadOnlyDictionary<string, DateOnly>> ReadAsync(
        RunId run, int bucket, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync(Name(run, bucket), cancellationToken);
        var rows = stream is null ? []
            : await CsvRows.ReadAllAsync(stream, static row => (Id: row.Cell(0), On: row.Date(1)), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.On, StringComparer.Ordinal);
    }

    private static string Name(RunId run, int bucket) => $"{run}/right/{bucket:D3}.csv";
}
