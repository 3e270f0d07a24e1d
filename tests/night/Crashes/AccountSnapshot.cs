using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// What an account holds before a night, so that it can be had again after one: nights do not change what earlier ones left,
/// apart from the table of all runs.
/// </summary>
internal sealed class AccountSnapshot
{
    private readonly TestAccount account;
    private readonly Dictionary<string, HashSet<string>> blobs = [];
    private readonly HashSet<string> tables = [];
    private readonly Dictionary<(string Partition, string Row), TableEntity> runs = [];

    private AccountSnapshot(TestAccount account) => this.account = account;

    public static async Task<AccountSnapshot> TakeAsync(TestAccount account)
    {
        var snapshot = new AccountSnapshot(account);
        foreach (var container in Containers.All)
            snapshot.blobs[container] = [.. await snapshot.BlobsAsync(container)];
        await foreach (var table in account.Tables.QueryAsync())
            snapshot.tables.Add(table.Name);
        await foreach (var entity in snapshot.Runs.QueryAsync<TableEntity>())
            snapshot.runs[(entity.PartitionKey, entity.RowKey)] = entity;
        return snapshot;
    }

    public async Task RestoreAsync()
    {
        foreach (var (container, before) in blobs)
        {
            foreach (var name in (await BlobsAsync(container)).Where(name => !before.Contains(name)))
                await account.Blobs.GetBlobContainerClient(container).DeleteBlobAsync(name);
        }
        await foreach (var table in account.Tables.QueryAsync())
        {
            if (!tables.Contains(table.Name))
                await account.Tables.DeleteTableAsync(table.Name);
        }
        await foreach (var entity in Runs.QueryAsync<TableEntity>())
        {
            if (!runs.TryGetValue((entity.PartitionKey, entity.RowKey), out var before))
                await Runs.DeleteEntityAsync(entity);
            else if (before.ETag != entity.ETag)
                before.ETag = (await Runs.UpsertEntityAsync(before, TableUpdateMode.Replace)).Headers.ETag!.Value;
        }
    }

    private TableClient Runs => account.Tables.GetTableClient(Tables.Runs);

    private async Task<List<string>> BlobsAsync(string container)
    {
        var names = new List<string>();
        BlobContainerClient client = account.Blobs.GetBlobContainerClient(container);
        await foreach (var blob in client.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            names.Add(blob.Name);
        return names;
    }
}
