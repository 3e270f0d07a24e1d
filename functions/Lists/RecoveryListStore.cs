using Azure.Storage.Blobs;
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
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<RecoveryEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}/recovery/{bucket:D3}.csv", stream => CsvWriter.WriteAllAsync(
            stream,
            [
                ListCsv.CustomerId, "rule", "cause", "offer", "budget", "followUpOn", "proactive", "valueAtRisk", "valueBand",
                "segment", "team", "control", "since", "lastYes",
            ],
            entries,
            static (csv, entry) => csv
                .Text(entry.CustomerId).Text(entry.Rule).Text(entry.Cause).Text(entry.Offer).Number(entry.Budget)
                .Date(entry.FollowUpOn).Flag(entry.Proactive).Number(entry.ValueAtRisk).Text(EnumName.Of(entry.ValueBand))
                .Text(entry.Segment).Text(entry.Team).Flag(entry.Control).Date(entry.Since).Moment(entry.LastYes).EndRow(),
            cancellationToken), cancellationToken);

    /// <summary>Everybody whom a run has recovered, by falling value at risk.</summary>
    /// <param name="bucket">Only those of this bucket; null (default) for all.</param>
    public async Task<IReadOnlyList<RecoveryEntry>> ReadAsync(
        RunId run, CancellationToken cancellationToken, int? bucket = null)
    {
        var entries = new List<RecoveryEntry>();
        await foreach (var part in container.OpenEachAsync($"{run}/recovery/{bucket:D3}", cancellationToken))
            entries.AddRange(await CsvRows.ReadAllAsync(part, Entry, cancellationToken));
        entries.Sort(RecoveryEntry.Ranking);
        return entries;
    }

    private static RecoveryEntry Entry(CsvRows rows) => new(
        rows.Cell(0), rows.Cell(1), rows.Text(2), rows.Cell(3), rows.Number(4), rows.Date(5), rows.Flag(6), rows.Number(7),
        EnumName.Values<ValueBand>()[rows.Cell(8)], rows.Text(9), rows.Text(10), rows.Flag(11))
    {
        Since = rows.Cells > 12 && rows.Text(12) is not null ? rows.Date(12) : null,
        LastYes = rows.Moment(13),
    };
}
