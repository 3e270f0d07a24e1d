using Azure.Storage.Blobs;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.Accounts;

/// <summary>
/// Customers whom a team looks after, in the container <c>lists</c>: <c>{run}/accounts/{bucket}.csv</c>, a ranked part per
/// bucket.
/// </summary>
public sealed class AccountListStore(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    public Task WritePartAsync(
        RunId run, int bucket, IReadOnlyList<AccountEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}/accounts/{bucket:D3}.csv", stream => CsvWriter.WriteAllAsync(
            stream,
            [
                ListCsv.CustomerId, "team", "valueBand", "segment", "value", "valueAtRisk", "riskBand", "recovery", "followUpOn",
                "asleepSince", "control",
            ],
            entries,
            static (csv, entry) => csv
                .Text(entry.CustomerId).Text(entry.Team).Text(EnumName.Of(entry.ValueBand)).Text(entry.Segment)
                .Number(entry.Value).Number(entry.ValueAtRisk).Text(entry.RiskBand).Text(entry.Recovery)
                .Date(entry.FollowUpOn).Date(entry.AsleepSince).Flag(entry.Control).EndRow(),
            cancellationToken), cancellationToken);

    /// <summary>What hangs on each team of a run, and who is of one of them.</summary>
    /// <param name="team">The team whose customers are wanted; null for nobody's.</param>
    /// <returns>Null of a run that was made before there were teams.</returns>
    internal async Task<TeamAccounts?> ReadAsync(RunId run, string? team, CancellationToken cancellationToken)
    {
        TeamAccounts? accounts = null;
        await foreach (var part in container.OpenEachAsync($"{run}/accounts/", cancellationToken))
        {
            accounts ??= new TeamAccounts(team);
            foreach (var entry in await CsvRows.ReadAllAsync(part, Entry, cancellationToken))
                accounts.Add(entry);
        }
        return accounts;
    }

    private static AccountEntry Entry(CsvRows rows) => new(
        rows.Cell(0), rows.Cell(1), EnumName.Values<ValueBand>()[rows.Cell(2)], rows.Text(3), rows.Number(4), rows.Number(5),
        rows.Text(6), rows.Text(7), Day(rows, 8), Day(rows, 9), rows.Flag(10));

    private static DateOnly? Day(CsvRows rows, int place) => rows.Text(place) is null ? null : rows.Date(place);
}
