using Azure.Storage.Blobs;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.WinBack;

/// <summary>Former customers, in the container <c>lists</c>: <c>{run}/winBack/{bucket}.csv</c>, a part per bucket.</summary>
public sealed class WinBackListStore(BlobServiceClient blobs)
{
    private const char Between = ' ';

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<WinBackEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}/winBack/{bucket:D3}.csv", stream => CsvWriter.WriteAllAsync(
            stream,
            [
                ListCsv.CustomerId, "rule", "offer", "chance", "worth", "value", "toDate", "valueBand", "valueDecile", "segment",
                "tenureMonths", "leaving", "channels", "control", "pending",
            ],
            entries,
            static (csv, entry) => csv
                .Text(entry.CustomerId).Text(entry.Rule).Text(entry.Offer).Number(entry.Chance).Number(entry.Worth)
                .Number(entry.Value).Number(entry.ToDate).Text(EnumName.Of(entry.ValueBand)).Number(entry.ValueDecile)
                .Text(entry.Segment).Number(entry.TenureMonths ?? double.NaN).Text(entry.Leaving)
                .Text(string.Join(Between, entry.Channels)).Flag(entry.Control).Text(entry.Pending).EndRow(),
            cancellationToken), cancellationToken);

    /// <summary>Every former customer of a run.</summary>
    public async Task<IReadOnlyList<WinBackEntry>> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        var entries = new List<WinBackEntry>();
        await foreach (var part in container.OpenEachAsync($"{run}/winBack/", cancellationToken))
            entries.AddRange(await CsvRows.ReadAllAsync(part, Entry, cancellationToken));
        return entries;
    }

    private static WinBackEntry Entry(CsvRows rows) => new(
        rows.Cell(0), rows.Text(1), rows.Text(2), rows.Number(3), rows.Number(4), rows.Number(5), rows.Number(6),
        EnumName.Values<ValueBand>()[rows.Cell(7)], (int)rows.Number(8), rows.Text(9),
        rows.Text(10) is null ? null : rows.Number(10), rows.Text(11),
        rows.Cell(12).Split(Between, StringSplitOptions.RemoveEmptyEntries), rows.Flag(13))
    {
        Pending = rows.Text(14),
    };
}
