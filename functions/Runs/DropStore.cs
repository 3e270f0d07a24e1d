using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>The clean extracts of each date, in table <c>Runs</c>, partition <c>drop:{date}</c>, one row per source.</summary>
public sealed class DropStore(TableServiceClient tables)
{
    private const string ExtractProperty = "Extract";
    private readonly TableClient table = tables.GetTableClient(Tables.Runs);

    /// <summary>
    /// Registers a clean extract. Of two uploads of one source and date the later counts, in whatever order they are cleaned;
    /// the same bytes uploaded again change nothing.
    /// </summary>
    public async Task RegisterAsync(DropExtract extract, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(
                Partition(extract.Date), extract.Source, cancellationToken: cancellationToken);
            if (found.HasValue && !Replaces(extract, FromEntity(found.Value!)))
                return;
            try
            {
                if (found.HasValue)
                    await table.UpdateEntityAsync(ToEntity(extract), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                else
                    await table.AddEntityAsync(ToEntity(extract), cancellationToken);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another upload of the same source and date was registered meanwhile: look again.
            }
        }
    }

    /// <summary>Notes how many rows a bucket of a clean extract holds now; nothing when no drop has that extract.</summary>
    public async Task SetRowsAsync(string folder, int bucket, long rows, CancellationToken cancellationToken)
    {
        // {source}/{date}/{file}.{etag}
        if (folder.Split('/') is not [var source, var date, ..])
            return;
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>($"drop:{date}", source, cancellationToken: cancellationToken);
            if (!found.HasValue
                || FromEntity(found.Value!) is not { } extract
                || extract.Folder != folder
                || bucket >= extract.RowsByBucket.Count
                || extract.RowsByBucket[bucket] == rows)
                return;
            try
            {
                var changed = extract with { RowsByBucket = [.. extract.RowsByBucket.Select((count, index) => index == bucket ? rows : count)] };
                await table.UpdateEntityAsync(ToEntity(changed), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 412)
            {
                // Changed meanwhile: look again.
            }
        }
    }

    public async Task<IReadOnlyList<DropExtract>> OfDateAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var partition = Partition(date);
        var extracts = new List<DropExtract>();
        await foreach (var entity in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            extracts.Add(FromEntity(entity));
        return extracts;
    }

    /// <summary>The newest date of which a clean extract exists, or null.</summary>
    public async Task<DateOnly?> LatestDateAsync(CancellationToken cancellationToken)
    {
        DateOnly? latest = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {"drop:"} and PartitionKey lt {"drop;"}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: cancellationToken))
        {
            var date = DateOnly.ParseExact(entity.PartitionKey["drop:".Length..], "yyyy-MM-dd");
            if (latest is null || date > latest)
                latest = date;
        }
        return latest;
    }

    private static bool Replaces(DropExtract extract, DropExtract registered) =>
        extract.Sha256 != registered.Sha256
        && (extract.UploadedAt, extract.Folder).CompareTo((registered.UploadedAt, registered.Folder)) > 0;

    private static string Partition(DateOnly date) => $"drop:{date:yyyy-MM-dd}";

    private static TableEntity ToEntity(DropExtract extract) =>
        new(Partition(extract.Date), extract.Source) { [ExtractProperty] = JsonSerializer.Serialize(extract, ConfigJson.Options) };

    private static DropExtract FromEntity(TableEntity entity) =>
        ConfigJson.Read<DropExtract>(Tables.Runs, entity.GetString(ExtractProperty));
}
