using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>
/// Everything that an account holds, value by value: a line for each entity of each table and for each blob with its metadata.
/// </summary>
internal static partial class AccountDigest
{
    /// <summary>
    /// Of a run's state: when it was opened, checked and published; which message opened it, an id by chance, so that a message
    /// that comes again knows its own; and which part was the last, which depends on the order of the messages.
    /// </summary>
    private static readonly string[] OfStates = ["openedAt", "checkedAt", "publishedAt", "openedBy", "announcedBy"];

    /// <summary>When storage wrote it, under which version, and when the pointer moved.</summary>
    private static readonly string[] OfEntities = ["Timestamp", "odata.etag", "PointedAt"];

    /// <summary>Leases: who died has left one, which ends by itself.</summary>
    private const string Claims = "claims";

    public static async Task<IReadOnlyList<string>> OfAsync(TestAccount account)
    {
        var lines = new List<string>();
        await foreach (var table in account.Tables.QueryAsync())
            await foreach (var entity in account.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                if (table.Name != Tables.Runs || entity.PartitionKey != Claims)
                    lines.Add($"{table.Name} {Line(entity)}");
            }
        foreach (var container in Containers.All)
            lines.AddRange(await BlobsAsync(account, container));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static async Task<List<string>> BlobsAsync(TestAccount account, string name)
    {
        var lines = new List<string>();
        var container = account.Blobs.GetBlobContainerClient(name);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, default))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
            if (name == Containers.Receipts)
                content = BinaryData.FromString(CleanedAt().Replace(content.ToString(), ""));
            var metadata = string.Join('|', blob.Metadata.Select(entry => $"{entry.Key}={entry.Value}").Order());
            lines.Add($"{name}/{blob.Name} {Convert.ToHexStringLower(SHA256.HashData(content))} {metadata}");
        }
        return lines;
    }

    /// <summary>Of a receipt, and of its page: when the file was cleaned, which is later when it is cleaned again.</summary>
    [GeneratedRegex("""(?<="cleanedAt": )"[^"]*"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC""")]
    private static partial Regex CleanedAt();

    private static string Line(TableEntity entity) => string.Join(
        '|',
        entity.Keys.Except(OfEntities).Order(StringComparer.Ordinal)
            .Select(key => string.Create(CultureInfo.InvariantCulture, $"{key}={Value(key, entity[key])}")));

    private static object Value(string key, object value)
    {
        if (key != "State" || JsonNode.Parse((string)value) is not JsonObject state)
            return value;
        foreach (var name in OfStates)
            state.Remove(name);
        return state.ToJsonString();
    }
}
