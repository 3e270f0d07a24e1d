using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists;

/// <summary>
/// Who is recovered, in the container <c>lists</c>: <c>{run}/recovery/{bucket}.csv</c>, a ranked part per bucket.
/// </summary>
public sealed class RecoveryListStore(BlobServiceClient blobs)
{
    private static readonly Dictionary<string, ValueBand> Bands = Enum.GetValues<ValueBand>().ToDictionary(EnumName.Of);

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<RecoveryEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}/recovery/{bucket:D3}.csv", async stream =>
        {
            await using var csv = new CsvWriter(stream);
            csv.Row(
                ListCsv.CustomerId, "rule", "cause", "offer", "budget", "followUpOn", "proactive", "valueAtRisk", "valueBand",
                "segment", "team", "control");
            foreach (var entry in entries)
            {
                csv.Text(entry.CustomerId).Text(entry.Rule).Text(entry.Cause).Text(entry.Offer).Number(entry.Budget)
                    .Date(entry.FollowUpOn).Flag(entry.Proactive).Number(entry.ValueAtRisk).Text(EnumName.Of(entry.ValueBand))
                    .Text(entry.Segment).Text(entry.Team).Flag(entry.Control).EndRow();
                if (csv.IsFull)
                    await csv.FlushAsync(cancellationToken);
            }
        }, cancellationToken);

    /// <summary>Everybody whom a run has recovered, by falling value at risk.</summary>
    public async Task<IReadOnlyList<RecoveryEntry>> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        var entries = new List<RecoveryEntry>();
        await foreach (var part in container.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, $"{run}/recovery/", cancellationToken))
        {
            await using var stream = await container.GetBlobClient(part.Name)
                .OpenReadAsync(cancellationToken: cancellationToken);
            await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
            await rows.NextAsync(cancellationToken);
            while (await rows.NextAsync(cancellationToken))
                entries.Add(Entry(rows));
        }
        entries.Sort(RecoveryEntry.Ranking);
        return entries;
    }

    private static RecoveryEntry Entry(CsvRows rows) => new(
        rows.Cell(0), rows.Cell(1), UnlessEmpty(rows.Cell(2)), rows.Cell(3), Number(rows.Cell(4)),
        DateOnly.ParseExact(rows.Cell(5), "yyyy-MM-dd", CultureInfo.InvariantCulture), rows.Cell(6) == "true",
        Number(rows.Cell(7)), Bands[rows.Cell(8)], UnlessEmpty(rows.Cell(9)), UnlessEmpty(rows.Cell(10)),
        rows.Cell(11) == "true");

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string? UnlessEmpty(string cell) => cell.Length == 0 ? null : cell;
}
