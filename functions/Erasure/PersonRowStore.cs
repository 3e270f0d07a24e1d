using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's clean rows, those of detail sources and enquiries among them, and scored rows.</summary>
public sealed class PersonRowStore(BlobServiceClient blobs, PortfolioSources sources)
{
    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        await EraseAsync(Containers.Clean, ColumnOfSource, customerId, notes, cancellationToken);
        await EraseAsync(Containers.Details, ColumnOfSource, customerId, notes, cancellationToken);
        await EraseAsync(
            Containers.Enquiries, ColumnOfSource, customerId, notes, cancellationToken,
            sources.Enquiries?.Roles.Enquiries?.Became);
        await EraseAsync(
            Containers.Scored,
            name => WithoutCustomerStore.Holds(name) ? WithoutCustomerStore.IdColumn : sources.Snapshot.Roles.CustomerId,
            customerId, notes, cancellationToken);
    }

    /// <summary>Nobody's rows.</summary>
    private bool IsOfReference(string name) =>
        sources.Contracts.GetValueOrDefault(name.Split('/')[0])?.Roles.Reference is not null;

    private string? ColumnOfSource(string name) => sources.Contracts.GetValueOrDefault(name.Split('/')[0])?.Roles.RowId;

    /// <param name="also">Another column that may name them, where rows have it: of enquiries, whom somebody became.</param>
    private async Task EraseAsync(
        string containerName, Func<string, string?> columnOf, string customerId, ErasureNotes notes,
            CancellationToken cancellationToken, string? also = null)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            // What is no CSV lists the extracts of a run and names nobody.
            if (!item.Name.EndsWith(".csv", StringComparison.Ordinal) || IsOfReference(item.Name))
                continue;
            if (columnOf(item.Name) is not { } column)
            {
                notes.NotErased.Add(
                    new($"{containerName}/{item.Name}", "There is no contract of this source any more. Delete the folder."));
                continue;
            }
            var kept = 0L;
            var erased = await container.RewriteAsync(
                item.Name,
                async (content, output, cancellationToken) =>
                {
                    (var rows, kept) = await RowErasure.CopyWithoutAsync(
                        content, column, customerId, output, cancellationToken, also);
                    return rows;
                },
                cancellationToken,
                containerName == Containers.Scored ? null : (_, _) => CleanRowStore.Metadata(kept));
            notes.Blob(containerName, item.Name, erased);
        }
    }
}
