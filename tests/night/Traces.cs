using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Where an account still says something of a person.</summary>
internal static class Traces
{
    /// <summary>Every table entity and every blob that says a person's id, or the key that stands for it in digests.</summary>
    public static async Task<List<string>> OfAsync(TestAccount account, string id)
    {
        var traces = new List<string>();
        await foreach (var table in account.Tables.QueryAsync())
            await foreach (var entity in account.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                if (entity.RowKey.StartsWith(CustomerKey.Of(id).Row, StringComparison.Ordinal)
                    || entity.Keys.Any(key => entity[key] is string text && text.Contains(id, StringComparison.Ordinal)))
                    traces.Add($"{table.Name} {entity.RowKey}");
            }
        byte[][] marks = [Encoding.UTF8.GetBytes(id), BitConverter.GetBytes(RunDigest.KeyOf(id))];
        await foreach (var item in account.Blobs.GetBlobContainersAsync())
        {
            var container = account.Blobs.GetBlobContainerClient(item.Name);
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            {
                var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
                if (marks.Any(mark => content.AsSpan().IndexOf(mark) >= 0))
                    traces.Add($"{item.Name}/{blob.Name}");
            }
        }
        return traces;
    }
}
