using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// Why customers of a scored bucket leave: <c>scored/{run}/leaving/{bucket}.csv</c>, under the same column of the id as the
/// scored rows, so that an erasure finds them.
/// </summary>
public sealed class LeavingStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(
        RunId run, int bucket, IReadOnlyList<LeavingReason> reasons, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, bucket), stream => CsvWriter.WriteAllAsync(
            stream, [sources.Snapshot.Roles.CustomerId, "on", "reason", "segment", "valueBand"], reasons,
            static (csv, told) => csv
                .Text(told.CustomerId).Date(told.On).Text(told.Reason).Text(told.Segment).Text(told.ValueBand).EndRow(),
            cancellationToken), cancellationToken);

    /// <returns>None where the bucket was scored before there were reasons.</returns>
    public async Task<IReadOnlyList<LeavingReason>> ReadAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync(Name(run, bucket), cancellationToken);
        return stream is null ? [] : await CsvRows.ReadAllAsync(stream, Reason, cancellationToken);
    }

    private static LeavingReason Reason(CsvRows rows) =>
        new(rows.Cell(0), rows.Date(1), rows.Cell(2), rows.Text(3), rows.Text(4));

    private static string Name(RunId run, int bucket) => $"{run}/leaving/{bucket:D3}.csv";
}
