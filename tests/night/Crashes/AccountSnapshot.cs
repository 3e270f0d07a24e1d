using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>What an account holds, so that it can be had again after a night or an erasure.</summary>
internal sealed class AccountSnapshot
{
    private readonly TestAccount account;
    private readonly Dictionary<(string Container, string Name), KeptBlob> blobs = [];
    private readonly Dictionary<string, Dictionary<(string, string), TableEntity>> tables = [];

    private AccountSnapshot(TestAccount account) => this.account = account;

    public static async Task<AccountSnapshot> TakeAsync(TestAccount account)
    {
        var snapshot = new AccountSnapshot(account);
        foreach (var container in Containers.All)
        {
            foreach (var (name, _) in await snapshot.BlobsAsync(container))
                snapshot.blobs[(container, name)] = await KeptBlob.ReadAsync(snapshot.Blob(container, name));
        }
        await foreach (var table in account.Tables.QueryAsync())
            snapshot.tables[table.Name] = await snapshot.EntitiesAsync(table.Name);
        return snapshot;
    }

    public async Task RestoreAsync()
    {
        foreach (var container in Containers.All)
            await RestoreBlobsAsync(container);
        await foreach (var table in account.Tables.QueryAsync())
        {
            if (tables.TryGetValue(table.Name, out var before))
                await RestoreTableAsync(account.Tables.GetTableClient(table.Name), before);
            else
                await account.Tables.DeleteTableAsync(table.Name);
        }
    }

    private async Task RestoreBlobsAsync(string container)
    {
        var now = await BlobsAsync(container);
        foreach (var name in now.Keys.Where(name => !blobs.ContainsKey((container, name))))
            await Blob(container, name).DeleteAsync();
        foreach (var (blob, kept) in blobs.Where(blob => blob.Key.Container == container).ToArray())
        {
            if (!now.TryGetValue(blob.Name, out var version) || version != kept.Version)
                blobs[blob] = await kept.WriteAsync(Blob(container, blob.Name));
        }
    }

    private async Task RestoreTableAsync(TableClient table, Dictionary<(string, string), TableEntity> before)
    {
        var now = await EntitiesAsync(table.Name);
        foreach (var entity in now.Where(entity => !before.ContainsKey(entity.Key)))
            await table.DeleteEntityAsync(entity.Value);
        foreach (var (key, entity) in before)
        {
            if (!now.TryGetValue(key, out var found) || found.ETag != entity.ETag)
                entity.ETag = (await table.UpsertEntityAsync(entity, TableUpdateMode.Replace)).Headers.ETag!.Value;
        }
    }

    private async Task<Dictionary<(string, string), TableEntity>> EntitiesAsync(string table)
    {
        var entities = new Dictionary<(string, string), TableEntity>();
        await foreach (var entity in account.Tables.GetTableClient(table).QueryAsync<TableEntity>())
            entities[(entity.PartitionKey, entity.RowKey)] = entity;
        return entities;
    }

    private async Task<Dictionary<string, ETag>> BlobsAsync(string container)
    {
        var versions = new Dictionary<string, ETag>(StringComparer.Ordinal);
        var client = account.Blobs.GetBlobContainerClient(container);
        await foreach (var blob in client.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            versions[blob.Name] = blob.Properties.ETag!.Value;
        return versions;
    }

    private BlobClient Blob(string container, string name) =>
        account.Blobs.GetBlobContainerClient(container).GetBlobClient(name);

    private sealed record KeptBlob(ETag Version, BinaryData Content, IDictionary<string, string> Metadata)
    {
        public static async Task<KeptBlob> ReadAsync(BlobClient blob)
        {
            var found = (await blob.DownloadContentAsync()).Value;
            return new KeptBlob(found.Details.ETag, found.Content, found.Details.Metadata);
        }

        public async Task<KeptBlob> WriteAsync(BlobClient blob)
        {
            BlobContentInfo written = await blob.UploadAsync(Content, new BlobUploadOptions { Metadata = Metadata });
            return this with { Version = written.ETag };
        }
    }
}
