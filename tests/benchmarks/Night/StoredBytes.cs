using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ReapFunctions.Benchmarks.Night;

/// <summary>How many bytes a night keeps, as Azure bills them.</summary>
internal static class StoredBytes
{
    /// <summary>Bytes of the blobs of one date by container.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OfBlobsAsync(string storage, DateOnly date)
    {
        var bytes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var service = new BlobServiceClient(storage);
        foreach (var name in Storage.Containers.All)
        {
            var sum = 0L;
            await foreach (var blob in service.GetBlobContainerClient(name).GetBlobsAsync(
                BlobTraits.None, BlobStates.None, null, CancellationToken.None))
                sum += blob.Name.Contains($"{date:yyyy-MM-dd}", StringComparison.Ordinal)
                    ? blob.Properties.ContentLength ?? 0
                    : 0;
            if (sum > 0)
                bytes[name] = sum;
        }
        return bytes;
    }

    /// <summary>
    /// Bytes of an entity by the formula that Microsoft publishes for billing: 4, two a character of both keys, and for each
    /// property 8, two a character of its name, and its value (text: two a character and 4).
    /// </summary>
    public static long OfEntity(TableEntity entity) => 4
        + 2 * (entity.PartitionKey.Length + entity.RowKey.Length)
        + entity.Keys.Except(BareWriter.SystemProperties).Sum(name => 8 + 2 * name.Length + OfValue(entity[name]));

    private static long OfValue(object value) => value switch
    {
        string text => 4 + 2 * text.Length,
        byte[] binary => 4 + binary.Length,
        BinaryData binary => 4 + binary.ToMemory().Length,
        int => 4,
        bool => 1,
        Guid => 16,
        _ => 8,
    };
}
