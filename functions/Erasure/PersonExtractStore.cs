using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Corrections;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>A customer's rows in uploads, and in the receipts and rejects that tell of them.</summary>
public sealed class PersonExtractStore(
    BlobServiceClient blobs, PortfolioSources sources, ReceiptStore summaries, TimeProvider clock)
{
    private const string RejectsEnd = ".rejects.csv";
    private const string PageEnd = ".html";

    private readonly BlobContainerClient extracts = blobs.GetBlobContainerClient(Containers.Extracts);
    private readonly PersonKeptStore kept = new(blobs, sources);
    private readonly UploadStore uploads = new(blobs, clock);
    private readonly BlobContainerClient receipts = blobs.GetBlobContainerClient(Containers.Receipts);

    /// <remarks>
    /// Receipts come before their upload: which rejected rows are the customer's is known from the upload alone, so a crash in
    /// between must leave it as it is.
    /// </remarks>
    internal async Task EraseAsync(string customerId, ErasureNotes notes, CancellationToken cancellationToken)
    {
        var rowsOf = await RowsAsync(customerId, notes, cancellationToken);
        var without = new HashSet<(string, ETag?)>();
        var rowsOfKept = await kept.RowsAsync(customerId, without, cancellationToken);
        await foreach (var blob in receipts.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            var isRejects = blob.Name.EndsWith(RejectsEnd, StringComparison.Ordinal);
            var extractId = isRejects ? blob.Name[..^RejectsEnd.Length] : Path.ChangeExtension(blob.Name, null);
            var known = rowsOf.GetValueOrDefault(extractId);
            // A receipt of no source is of a file that nobody read, a reference is of nobody.
            if ((known?.Contract ?? sources.Contracts.GetValueOrDefault(blob.Name.Split('/')[0]))
                is not { Roles.Reference: null } contract)
                continue;
            var erasure = new ReceiptErasure(
                customerId, contract.Roles.OwnerIds,
                known?.Rows ?? rowsOfKept.GetValueOrDefault(extractId) ?? new HashSet<long>());
            notes.Blob(Containers.Receipts, blob.Name, isRejects
                ? await receipts.RewriteAsync(blob.Name, erasure.CopyAsync, cancellationToken)
                : await RewriteAsync(blob.Name, erasure, cancellationToken));
        }
        foreach (var upload in rowsOf.Values)
            notes.Blob(
                Containers.Extracts, upload.Name,
                await RewriteAsync(upload.Name, upload.Contract, customerId, cancellationToken));
        // A copy that is made meanwhile is of an upload that was rewritten, or comes before this.
        await kept.EraseAsync(customerId, without, notes, cancellationToken);
    }

    private sealed record Upload(string Name, Contract Contract, IReadOnlySet<long> Rows);

    /// <summary>By extract id, of the uploads that hold the customer: which rows.</summary>
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
                NotErased(item.Name, "No contract says which column is the customer's id.", notes);
                continue;
            }
            if (contract.Roles.Reference is not null)
                continue;
            try
            {
                var blob = extracts.GetBlobClient(item.Name);
                BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
                await using var content = await blob.OpenReadAsync(cancellationToken: cancellationToken);
                var written = path.Corrects is null
                    ? await ParquetContract.OfAsync(content, contract, cancellationToken)
                    : await CorrectionAsync(blob, contract, cancellationToken);
                var erasure = new ExtractErasure(written, customerId);
                var rows = await erasure.FindAsync(content, cancellationToken);
                if (path.Corrects is { } corrected)
                    rows = await RowsOfCorrectedAsync(item.Name, corrected, contract, rows, customerId, cancellationToken);
                if (rows.Count + erasure.Naming.Count > 0)
                    found[path.ExtractId(UploadVersion.Of(properties).ETag)] =
                        new Upload(item.Name, written, rows);
                if (erasure.LacksHeader)
                    NotErased(
                        item.Name, "It has no header row: rows were looked for in the order of the contract.", notes);
            }
            catch (CorrectionException fault)
            {
                NotErased(item.Name, fault.Message, notes);
            }
            catch (Exception fault) when (fault is InvalidDataException or UnreadableFileException)
            {
                NotErased(item.Name, fault.Message, notes);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Deleted since it was listed.
            }
        }
        return found;
    }

    /// <summary>The contract as a file of corrections is written.</summary>
    private static async Task<Contract> CorrectionAsync(BlobClient blob, Contract contract, CancellationToken cancellationToken)
    {
        await using var content = await blob.OpenReadAsync(cancellationToken: cancellationToken);
        return contract with { Dialect = await Correction.DialectAsync(content, contract, cancellationToken) };
    }

    /// <summary>
    /// The customer's rows in the extract with its corrections, which its receipt tells of; those in the correction alone where
    /// the two do not fit.
    /// </summary>
    private async Task<IReadOnlySet<long>> RowsOfCorrectedAsync(
        string name, ExtractPath corrected, Contract contract, IReadOnlySet<long> rows, string customerId,
        CancellationToken cancellationToken)
    {
        try
        {
            var upload = await uploads.GetAsync(name, cancellationToken);
            await using var content = await new CorrectionIntake(uploads, summaries)
                .OpenAsync(upload, corrected, contract, cancellationToken);
            return await new ExtractErasure(content.Contract, customerId).FindAsync(content.Stream, cancellationToken);
        }
        catch (CorrectionException)
        {
            return rows;
        }
    }

    private static void NotErased(string upload, string because, ErasureNotes notes) =>
        notes.NotErased.Add(new($"{Containers.Extracts}/{upload}", $"{because} Look into the file and delete it."));

    private Task<int> RewriteAsync(string name, Contract contract, string customerId, CancellationToken cancellationToken) =>
        extracts.RewriteAsync(
            name,
            new ExtractErasure(contract, customerId).CopyAsync,
            cancellationToken,
            (properties, length) => UploadVersion.Of(properties).Metadata(length));

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
                if (whole.Sentence != without.Sentence)
                    await summaries.SetSentenceAsync(whole.ExtractId, without.Sentence, cancellationToken);
                await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(isPage
                    ? ReceiptPage.Of(without)
                    : without.ToJson()), cancellationToken);
                return Math.Max(1, Examples(whole) - Examples(without));
            },
            cancellationToken);

    private static int Examples(Receipt receipt) => receipt.Rejects.Sum(count => count.Examples.Count);
}
