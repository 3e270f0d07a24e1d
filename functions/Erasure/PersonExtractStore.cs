using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's rows in uploads, and in the receipts and rejects that tell of them.</summary>
public sealed class PersonExtractStore(BlobServiceClient blobs, PortfolioSources sources, TimeProvider clock)
{
    private const string RejectsEnd = ".rejects.csv";
    private const string PageEnd = ".html";

    private readonly BlobContainerClient extracts = blobs.GetBlobContainerClient(Containers.Extracts);
    private readonly BlobContainerClient receipts = blobs.GetBlobContainerClient(Containers.Receipts);

    /// <remarks>
    /// Receipts come before their upload: which rejected rows are the customer's is known from the upload alone, so a crash in
    /// between must leave it as it is.
    /// </remarks>
    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        var rowsOf = await RowsAsync(customerId, notes, cancellationToken);
        await foreach (var blob in receipts.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            var extractId = blob.Name.EndsWith(RejectsEnd, StringComparison.Ordinal)
                ? blob.Name[..^RejectsEnd.Length]
                : Path.ChangeExtension(blob.Name, null);
            var known = rowsOf.Values.FirstOrDefault(upload => upload.ExtractId == extractId);
            var erasure = new ReceiptErasure(customerId, (known?.Rows ?? []).ToHashSet());
            notes.Blob(Containers.Receipts, blob.Name, blob.Name.EndsWith(RejectsEnd, StringComparison.Ordinal)
                ? await receipts.RewriteAsync(blob.Name, erasure.CopyAsync, cancellationToken)
                : await RewriteAsync(blob.Name, erasure, cancellationToken));
        }
        foreach (var (name, upload) in rowsOf)
            notes.Blob(Containers.Extracts, name, await RewriteAsync(name, upload.Contract, customerId, cancellationToken));
    }

    private sealed record Upload(string ExtractId, Contract Contract, List<long> Rows);

    /// <summary>By upload that holds the customer: which rows.</summary>
    private async Task<Dictionary<string, Upload>> RowsAsync(
        string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Upload>(StringComparer.Ordinal);
        await foreach (var item in extracts.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            if (!ExtractPath.TryParse(item.Name, today, out var path, out _)
                || !sources.Contracts.TryGetValue(path.Source, out var contract))
            {
                notes.NotErased.Add(
                    new($"{Containers.Extracts}/{item.Name}",
                    "No contract says which column is the customer's id. Look into the file and delete it."));
                continue;
            }
            try
            {
                var blob = extracts.GetBlobClient(item.Name);
                BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
                await using var content = await blob.OpenReadAsync(cancellationToken: cancellationToken);
                var rows = new List<long>();
                if (await new ExtractErasure(contract, customerId).CopyAsync(content, Stream.Null, rows, cancellationToken) > 0)
                    found[item.Name] = new Upload(path.ExtractId(UploadVersion.Of(properties).ETag), contract, rows);
            }
            catch (InvalidDataException fault)
            {
                notes.NotErased.Add(
                    new($"{Containers.Extracts}/{item.Name}", $"{fault.Message} Look into the file and delete it."));
            }
        }
        return found;
    }

    private Task<int> RewriteAsync(string name, Contract contract, string customerId, CancellationToken cancellationToken)
    {
        var erasure = new ExtractErasure(contract, customerId);
        return extracts.RewriteAsync(
            name,
            (content, output, cancellationToken) => erasure.CopyAsync(content, output, new List<long>(), cancellationToken),
            cancellationToken,
            (properties, length) => UploadVersion.Of(properties).Metadata(length));
    }

    private Task<int> RewriteAsync(string receipt, ReceiptErasure erasure, CancellationToken cancellationToken) =>
        receipts.RewriteAsync(
            receipt,
            async (content, output, cancellationToken) =>
            {
                // The page tells what the receipt beside it tells, and is listed before it.
                var isPage = receipt.EndsWith(PageEnd, StringComparison.Ordinal);
                await using var json = isPage
                    ? await receipts.GetBlobClient(Path.ChangeExtension(receipt, ".json"))
                        .OpenReadAsync(cancellationToken: cancellationToken) : content;
                using var reader = new StreamReader(json);
                var whole = Receipt.FromJson(await reader.ReadToEndAsync(cancellationToken));
                var without = erasure.Without(whole);
                if (ReferenceEquals(whole, without))
                    return 0;
                await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(isPage
                    ? ReceiptPage.Of(without)
                    : without.ToJson()), cancellationToken);
                return Math.Max(1, Examples(whole) - Examples(without));
            },
            cancellationToken);

    private static int Examples(Receipt receipt) => receipt.Rejects.Sum(count => count.Examples.Count);
}
