using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// When customers of a scored bucket last said yes to being put right: <c>scored/{run}/right/{bucket}.csv</c>, under
/// the same column of the id as the scored rows, so that an erasure finds them.
/// </summary>
public sealed class PutRightStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(
        RunId run, int bucket, IReadOnlyDictionary<string, RightYes> right, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, bucket), stream => CsvWriter.WriteAllAsync(
            stream, [sources.Snapshot.Roles.CustomerId, "on", "at", "known", "cause"],
            [.. right.OrderBy(said => said.Key, StringComparer.Ordinal)],
            static (csv, said) => csv.Text(said.Key).Date(said.Value.On).Moment(said.Value.At)
                .Date(said.Value.Known).Text(said.Value.Cause).EndRow(),
            cancellationToken), cancellationToken);

    /// <returns>None where the bucket was scored before this was kept.</returns>
    public async Task<IReadOnlyDictionary<string, RightYes>> ReadAsync(
        RunId run, int bucket, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync(Name(run, bucket), cancellationToken);
        var rows = stream is null ? []
            : await CsvRows.ReadAllAsync(stream, static row => (Id: row.Cell(0), Yes: Yes(row)), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Yes, StringComparer.Ordinal);
    }

    private static RightYes Yes(CsvRows row) => row.Moment(2) is { } at
        ? new RightYes(at, row.Text(3) is null ? null : row.Date(3), row.Text(4))
        : RightYes.OfDay(row.Date(1));

    private static string Name(RunId run, int bucket) => $"{run}/right/{bucket:D3}.csv";
}
