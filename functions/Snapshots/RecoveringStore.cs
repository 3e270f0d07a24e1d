using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>By which rule a customer was recovered in the run before, and since when it was called for.</summary>
public readonly record struct RecoveringSince(string Rule, DateOnly Since);

/// <summary>
/// Who of a scored bucket was recovered in the run before: <c>scored/{run}/recovering/{bucket}.csv</c>, under the same column of
/// the id as the scored rows, so that an erasure finds them.
/// </summary>
public sealed class RecoveringStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(
        RunId run, int bucket, IReadOnlyDictionary<string, RecoveringSince> before, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, bucket), stream => CsvWriter.WriteAllAsync(
            stream, [sources.Snapshot.Roles.CustomerId, "rule", "since"],
            [.. before.OrderBy(found => found.Key, StringComparer.Ordinal)],
            static (csv, found) => csv.Text(found.Key).Text(found.Value.Rule).Date(found.Value.Since).EndRow(),
            cancellationToken), cancellationToken);

    /// <returns>None where the bucket was scored before this was kept.</returns>
    public async Task<IReadOnlyDictionary<string, RecoveringSince>> ReadAsync(
        RunId run, int bucket, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync(Name(run, bucket), cancellationToken);
        var rows = stream is null ? []
            : await CsvRows.ReadAllAsync(
                stream, static row => (Id: row.Cell(0), Rule: row.Cell(1), Since: row.Date(2)), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => new RecoveringSince(row.Rule, row.Since), StringComparer.Ordinal);
    }

    private static string Name(RunId run, int bucket) => $"{run}/recovering/{bucket:D3}.csv";
}
