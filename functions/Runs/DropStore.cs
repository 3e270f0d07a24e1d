using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// The clean extracts of each date, in table <c>Runs</c>, partition <c>drop:{date}</c>: one row per source, or one per source and
/// file where files add up.
/// </summary>
public sealed class DropStore(TableServiceClient tables)
{
    private const string ExtractProperty = "Extract";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>
    /// Registers a clean extract. Of two uploads for one row the later counts, in whatever order they are cleaned; the same bytes
    /// uploaded again change nothing.
    /// </summary>
    /// <param name="rule">The contract's rule for several files of one date.</param>
    public async Task RegisterAsync(DropExtract extract, FileRule rule, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(
            Partition(extract.Date),
            Row(extract, rule))
        { [ExtractProperty] = JsonSerializer.Serialize(extract, ConfigJson.Options) };
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(
                entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            if (found.HasValue && !Replaces(extract, FromEntity(found.Value!)))
                return;
            try
            {
                if (found.HasValue)
                    await table.UpdateEntityAsync(entity, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                else
                    await table.AddEntityAsync(entity, cancellationToken);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another upload for the same row was registered meanwhile: look again.
            }
        }
    }

    public Task<IReadOnlyList<DropExtract>> OfDateAsync(DateOnly date, CancellationToken cancellationToken) =>
        BetweenAsync(date, date, cancellationToken);

    /// <summary>
    /// The extracts of the dates from <paramref name="first"/> to <paramref name="last"/>. The same bytes under two names count
    /// once.
    /// </summary>
    public async Task<IReadOnlyList<DropExtract>> BetweenAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var extracts = new List<DropExtract>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {Partition(first)} and PartitionKey le {Partition(last)}"),
                cancellationToken: cancellationToken))
            extracts.Add(FromEntity(entity));
        return [.. extracts
            .OrderBy(extract => extract.Date).ThenBy(extract => extract.UploadedAt)
                .ThenBy(extract => extract.Folder, StringComparer.Ordinal)
            .DistinctBy(extract => (extract.Source, extract.Date, extract.Sha256))];
    }

    /// <summary>The newest date of which a clean extract exists, or null.</summary>
    public async Task<DateOnly?> LatestDateAsync(CancellationToken cancellationToken)
    {
        DateOnly? latest = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {"drop:"} and PartitionKey lt {"drop;"}");
        await foreach (var entity in table.QueryAsync<TableEntity>(
            filter, select: ["PartitionKey"], cancellationToken: cancellationToken))
        {
            var date = DateOnly.ParseExact(entity.PartitionKey["drop:".Length..], "yyyy-MM-dd");
            if (latest is null || date > latest)
                latest = date;
        }
        return latest;
    }

    /// <summary>
    /// Forgets the extracts of dates before <paramref name="first"/>; their rows stay as long as their blobs do.
    /// </summary>
    public Task RemoveBeforeAsync(DateOnly first, CancellationToken cancellationToken) => table.RemoveAsync(
        TableClient.CreateQueryFilter($"PartitionKey ge {"drop:"} and PartitionKey lt {Partition(first)}"), cancellationToken);

    private static bool Replaces(DropExtract extract, DropExtract registered) =>
        extract.Sha256 != registered.Sha256
        && (extract.UploadedAt, extract.Folder).CompareTo((registered.UploadedAt, registered.Folder)) > 0;

    private static string Partition(DateOnly date) => $"drop:{date:yyyy-MM-dd}";

    /// <summary>File names hold what keys may not.</summary>
    private static string Row(DropExtract extract, FileRule rule) =>
        rule == FileRule.Replace ? extract.Source : $"{extract.Source}:{Hash(extract.StandsFor)}";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static DropExtract FromEntity(TableEntity entity) =>
        ConfigJson.Read<DropExtract>(Tables.Runs, entity.GetString(ExtractProperty));
}
