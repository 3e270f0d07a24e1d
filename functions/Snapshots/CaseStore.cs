using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The cases of the customers of a scored bucket: <c>scored/{run}/cases/{bucket}.csv</c>, under the same column of the id as the
/// scored rows, so that an erasure finds them.
/// </summary>
public sealed class CaseStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(
        RunId run, int bucket, IReadOnlyList<CustomerCase> cases, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(run, bucket), stream => CsvWriter.WriteAllAsync(
            stream,
            [
                sources.Snapshot.Roles.CustomerId, "case", "on", "cause", "product", "region", "channel", "severity", "solvedOn",
                "voiced", "at",
            ],
            cases,
            static (csv, found) => csv
                .Text(found.CustomerId).Text(found.Id).Date(found.On).Text(found.Cause).Text(found.Product)
                .Text(found.Region).Text(found.Channel).Number(found.Severity ?? double.NaN).Date(found.SolvedOn)
                .Flag(found.Voiced).Moment(found.At).EndRow(),
            cancellationToken), cancellationToken);

    /// <returns>None where the bucket was scored before there were cases.</returns>
    public async Task<IReadOnlyList<CustomerCase>> ReadAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync(Name(run, bucket), cancellationToken);
        return stream is null ? [] : await CsvRows.ReadAllAsync(stream, Case, cancellationToken);
    }

    private static CustomerCase Case(CsvRows rows) => new(rows.Cell(0), rows.Cell(1), rows.Date(2), rows.Cell(3))
    {
        Product = rows.Text(4),
        Region = rows.Text(5),
        Channel = rows.Text(6),
        Severity = rows.Text(7) is null ? null : rows.Number(7),
        SolvedOn = rows.Text(8) is null ? null : rows.Date(8),
        Voiced = rows.Flag(9),
        At = rows.Moment(10),
    };

    private static string Name(RunId run, int bucket) => $"{run}/cases/{bucket:D3}.csv";
}
