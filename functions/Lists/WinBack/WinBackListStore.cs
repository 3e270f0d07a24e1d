using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.WinBack;

/// <summary>Former customers, in the container <c>lists</c>: <c>{run}/winBack/{bucket}.csv</c>, a part per bucket.</summary>
public sealed class WinBackListStore(BlobServiceClient blobs)
{
    private const char Between = ' ';

    private static readonly Dictionary<string, ValueBand> Bands = Enum.GetValues<ValueBand>().ToDictionary(EnumName.Of);

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<WinBackEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}/winBack/{bucket:D3}.csv", async stream =>
        {
            await using var csv = new CsvWriter(stream);
            csv.Row(
                ListCsv.CustomerId, "rule", "offer", "chance", "worth", "value", "toDate", "valueBand", "valueDecile", "segment",
                "tenureMonths", "leaving", "channels", "control", "pending");
            foreach (var entry in entries)
            {
                csv.Text(entry.CustomerId).Text(entry.Rule).Text(entry.Offer).Number(entry.Chance).Number(entry.Worth)
                    .Number(entry.Value).Number(entry.ToDate).Text(EnumName.Of(entry.ValueBand)).Number(entry.ValueDecile)
                    .Text(entry.Segment).Number(entry.TenureMonths ?? double.NaN).Text(entry.Leaving)
                    .Text(string.Join(Between, entry.Channels)).Flag(entry.Control).Text(entry.Pending).EndRow();
                if (csv.IsFull)
                    await csv.FlushAsync(cancellationToken);
            }
        }, cancellationToken);

    /// <summary>Every former customer of a run.</summary>
    public async Task<IReadOnlyList<WinBackEntry>> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        var entries = new List<WinBackEntry>();
        await foreach (var part in container.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, $"{run}/winBack/", cancellationToken))
        {
            await using var stream = await container.GetBlobClient(part.Name)
                .OpenReadAsync(cancellationToken: cancellationToken);
            await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
            await rows.NextAsync(cancellationToken);
            while (await rows.NextAsync(cancellationToken))
                entries.Add(Entry(rows));
        }
        return entries;
    }

    private static WinBackEntry Entry(CsvRows rows) => new(
        rows.Cell(0), UnlessEmpty(rows.Cell(1)), UnlessEmpty(rows.Cell(2)), Number(rows.Cell(3)), Number(rows.Cell(4)),
        Number(rows.Cell(5)), Number(rows.Cell(6)), Bands[rows.Cell(7)], (int)Number(rows.Cell(8)), UnlessEmpty(rows.Cell(9)),
        UnlessEmpty(rows.Cell(10)) is { } tenure ? Number(tenure) : null, UnlessEmpty(rows.Cell(11)),
        rows.Cell(12).Split(Between, StringSplitOptions.RemoveEmptyEntries), rows.Cell(13) == "true")
    {
        Pending = UnlessEmpty(rows.Cell(14)),
    };

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string? UnlessEmpty(string cell) => cell.Length == 0 ? null : cell;
}
