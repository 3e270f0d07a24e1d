using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>What a run left behind, value by value, in a form that two nights can be compared by.</summary>
internal static class StorageDigest
{
    /// <summary>One line per entity of the run's tables and per blob of its lists and scorecard, sorted.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string connectionString, RunId run)
    {
        var lines = new List<string>();
        var tables = new TableServiceClient(connectionString);
        foreach (var kind in Enum.GetValues<RecordKind>())
            await foreach (var entity in tables.GetTableClient(run.Table(kind)).QueryAsync<TableEntity>())
                lines.Add($"{kind} {Line(entity)}");
        var blobs = new BlobServiceClient(connectionString);
        foreach (var name in new[] { Containers.Scored, Containers.Lists, Containers.Scorecards })
        {
            var container = blobs.GetBlobContainerClient(name);
            await foreach (var blob in container.GetBlobsAsync(
                BlobTraits.None, BlobStates.None, run.ToString(), CancellationToken.None))
                lines.Add($"{name}/{blob.Name} {await HashAsync(container.GetBlobClient(blob.Name))}");
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Line(TableEntity entity)
    {
        var properties = entity.Keys
            .Where(key => key is not ("Timestamp" or "odata.etag"))
            .Order(StringComparer.Ordinal)
            .Select(key => string.Create(CultureInfo.InvariantCulture, $"{key}={entity[key]}"));
        return string.Join('|', properties);
    }

    private static async Task<string> HashAsync(BlobClient blob)
    {
        var content = await blob.DownloadContentAsync();
        return Convert.ToHexStringLower(SHA256.HashData(content.Value.Content)) + " "
            + Encoding.UTF8.GetByteCount(content.Value.Content.ToString());
    }
}
