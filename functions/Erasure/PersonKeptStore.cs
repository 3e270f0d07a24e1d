using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's rows in the copies of uploads that are kept to be corrected.</summary>
internal sealed class PersonKeptStore(BlobServiceClient blobs, PortfolioSources sources)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Receipts);

    /// <summary>By extract id, of the copies that hold the customer: which rows.</summary>
    /// <param name="without">Receives the copies that do not hold them, as they stand there now.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<long>>> RowsAsync(
        string customerId, HashSet<(string Name, ETag? Version)> without, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlySet<long>>(StringComparer.Ordinal);
        await foreach (var (item, contract) in CopiesAsync(cancellationToken))
        {
            await using var content = await container.OpenIfThereAsync(item.Name, cancellationToken);
            if (content is null)
                continue;
            try
            {
                var written = await ParquetContract.OfAsync(content, contract, cancellationToken);
                var erasure = new ExtractErasure(written, customerId);
                var rows = await erasure.FindAsync(content, cancellationToken);
                if (rows.Count > 0)
                    found[item.Name[UploadStore.KeptFolder.Length..]] = rows;
                if (rows.Count + erasure.Naming.Count == 0)
                    without.Add((item.Name, item.Properties.ETag));
            }
            catch (Exception fault) when (fault is InvalidDataException or UnreadableFileException)
            {
                // Said when it is to be rewritten.
            }
        }
        return found;
    }

    /// <param name="without">Copies that need no look.</param>
    public async Task EraseAsync(
        string customerId, HashSet<(string Name, ETag? Version)> without, ErasureNotes notes,
        CancellationToken cancellationToken)
    {
        await foreach (var (item, contract) in CopiesAsync(cancellationToken))
        {
            if (without.Contains((item.Name, item.Properties.ETag)))
                continue;
            try
            {
                notes.Blob(
                    Containers.Receipts, item.Name, await RewriteAsync(item.Name, contract, customerId, cancellationToken));
            }
            catch (Exception fault) when (fault is InvalidDataException or UnreadableFileException)
            {
                notes.NotErased.Add(new($"{Containers.Receipts}/{item.Name}", $"{fault.Message} Delete the copy."));
            }
        }
    }

    /// <summary>All of them but those of references, which are of nobody, and of sources that there are no more.</summary>
    private async IAsyncEnumerable<(BlobItem Item, Contract Contract)> CopiesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsAsync(
            BlobTraits.None, BlobStates.None, UploadStore.KeptFolder, cancellationToken))
        {
            if (sources.Contracts.GetValueOrDefault(item.Name.Split('/')[1]) is { Roles.Reference: null } contract)
                yield return (item, contract);
        }
    }

    private Task<int> RewriteAsync(string name, Contract contract, string customerId, CancellationToken cancellationToken) =>
        container.RewriteAsync(
            name,
            async (content, output, cancellationToken) =>
            {
                var written = await ParquetContract.OfAsync(content, contract, cancellationToken);
                return await new ExtractErasure(written, customerId).CopyAsync(content, output, cancellationToken);
            },
            cancellationToken,
            (properties, length) => UploadVersion.Of(properties).Metadata(length));
}
