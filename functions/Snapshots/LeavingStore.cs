using System.Globalization;
using Azure;
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
        container.WriteWholeAsync(Name(run, bucket), async stream =>
        {
            await using var writer = new CsvWriter(stream);
            writer.Row(sources.Snapshot.Roles.CustomerId, "on", "reason", "segment", "valueBand");
            foreach (var told in reasons)
            {
                writer.Text(told.CustomerId).Date(told.On).Text(told.Reason).Text(told.Segment).Text(told.ValueBand).EndRow();
                if (writer.IsFull)
                    await writer.FlushAsync(cancellationToken);
            }
        }, cancellationToken);

    /// <returns>None where the bucket was scored before there were reasons.</returns>
    public async Task<IReadOnlyList<LeavingReason>> ReadAsync(RunId run, int bucket, CancellationToken cancellationToken)
    {
        var reasons = new List<LeavingReason>();
        try
        {
            await using var stream = await container.GetBlobClient(Name(run, bucket))
                .OpenReadAsync(cancellationToken: cancellationToken);
            await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
            await rows.NextAsync(cancellationToken);
            while (await rows.NextAsync(cancellationToken))
                reasons.Add(new LeavingReason(
                    rows.Cell(0), DateOnly.ParseExact(rows.Cell(1), "yyyy-MM-dd", CultureInfo.InvariantCulture), rows.Cell(2),
                    UnlessEmpty(rows.Cell(3)), UnlessEmpty(rows.Cell(4))));
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            // Scored before there were reasons.
        }
        return reasons;
    }

    private static string? UnlessEmpty(string cell) => cell.Length == 0 ? null : cell;

    private static string Name(RunId run, int bucket) => $"{run}/leaving/{bucket:D3}.csv";
}
