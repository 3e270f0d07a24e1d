using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's clean and scored rows.</summary>
public sealed class PersonRows(BlobServiceClient blobs, Portfolio portfolio, DropStore drops)
{
    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        await EraseAsync(Containers.Clean, name => portfolio.Contracts.GetValueOrDefault(name.Split('/')[0]), customerId, notes, cancellationToken);
        await EraseAsync(Containers.Scored, _ => portfolio.Customers, customerId, notes, cancellationToken);
    }

    private async Task EraseAsync(
        string containerName, Func<string, Contract?> contractOf, string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (contractOf(item.Name) is not { } contract)
            {
                notes.NotErased.Add(new($"{containerName}/{item.Name}", "There is no contract of this source any more. Delete the folder."));
                continue;
            }
            var kept = 0L;
            var erased = await container.GetBlobClient(item.Name).RewriteAsync(
                async (content, output, cancel) =>
                {
                    (var rows, kept) = await RowErasure.CopyWithoutAsync(content, contract.Roles.CustomerId, customerId, output, cancel);
                    return rows;
                },
                cancellationToken);
            notes.Blob(containerName, item.Name, erased);
            // Also when nothing was erased this time: a process lost in between has left the old count.
            if (containerName == Containers.Clean && TryPlace(item.Name, out var folder, out var bucket))
                await drops.SetRowsAsync(folder, bucket, kept, cancellationToken);
        }
    }

    /// <summary>The folder and bucket of a clean file: <c>{folder}/{bucket}.csv</c>.</summary>
    private static bool TryPlace(string name, out string folder, out int bucket)
    {
        var slash = name.LastIndexOf('/');
        folder = slash < 0 ? "" : name[..slash];
        return int.TryParse(Path.GetFileNameWithoutExtension(name[(slash + 1)..]), out bucket);
    }
}
