using System.Globalization;
using Azure;
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
        container.WriteWholeAsync(Name(run, bucket), async stream =>
        {
            await using var writer = new CsvWriter(stream);
            writer.Row(
                sources.Snapshot.Roles.CustomerId, "case", "on", "cause", "product", "region", "channel", "severity", "solvedOn",
                "voiced");
            foreach (var found in cases)
            {
                writer.Text(found.CustomerId).Text(found.Id).Date(found.On).Text(found.Cause).Text(found.Product)
                    .Text(found.Region).Text(found.Channel).Number(found.Severity ?? double.NaN).Date(found.SolvedOn)
                    .Flag(found.Voiced).EndRow();
                if (writer.IsFull)
                    await writer.FlushAsync(cancellationToken);
            }
        }, cancellationToken);

    /// <returns>None where the bucket was scored before there were cases.</returns>
    public async Task<IReadOnlyList<CustomerCase>> ReadAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        var cases = new List<CustomerCase>();
        try
        {
            await using var stream = await container.GetBlobClient(Name(run, bucket))
                .OpenReadAsync(cancellationToken: cancellationToken);
            await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
            await rows.NextAsync(cancellationToken);
            while (await rows.NextAsync(cancellationToken))
                cases.Add(Case(rows));
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            // Scored before there were cases.
        }
        return cases;
    }

    private static CustomerCase Case(CsvRows rows) => new(rows.Cell(0), rows.Cell(1), Date(rows.Cell(2)), rows.Cell(3))
    {
        Product = UnlessEmpty(rows.Cell(4)),
        Region = UnlessEmpty(rows.Cell(5)),
        Channel = UnlessEmpty(rows.Cell(6)),
        Severity = UnlessEmpty(rows.Cell(7)) is { } severity ? double.Parse(severity, CultureInfo.InvariantCulture) : null,
        SolvedOn = UnlessEmpty(rows.Cell(8)) is { } solved ? Date(solved) : null,
        Voiced = rows.Cell(9) == "true",
    };

    private static DateOnly Date(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? UnlessEmpty(string cell) => cell.Length == 0 ? null : cell;

    private static string Name(RunId run, int bucket) => $"{run}/cases/{bucket:D3}.csv";
}
