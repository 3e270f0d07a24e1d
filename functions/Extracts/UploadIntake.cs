using Azure;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>What became of one upload.</summary>
/// <param name="Extract">Its clean rows; null when it was refused.</param>
/// <param name="Files">The contract's rule for several files of one date.</param>
public sealed record TakenUpload(Receipt Receipt, DropExtract? Extract, FileRule Files = FileRule.Replace);

/// <summary>
/// From an uploaded blob to clean rows, rejects and a receipt. All names derive from the upload's name and ETag, and the upload
/// is read under that ETag: doing it again, or twice at once, leaves the same bytes.
/// </summary>
public sealed class UploadIntake(
    PortfolioSources sources,
    ReceiptStore receipts,
    CleanRowStore clean,
    DropNotes notes,
    ErasedIdStore erasedIds,
    ReapSettings settings,
    TimeProvider clock)
{
    /// <exception cref="RequestFailedException">404 or 412: the upload is gone or was overwritten.</exception>
    public async Task<TakenUpload> CleanAsync(BlobClient blob, string name, CancellationToken cancellationToken)
    {
        var upload = await Upload.FindAsync(blob, name, cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!ExtractPath.TryParse(name, today, out var path, out var refusal))
            return await RefuseAsync(upload, null, refusal, cancellationToken);
        if (!sources.Contracts.TryGetValue(path.Source, out var contract))
            return await RefuseAsync(upload, path, UnknownSource(path.Source), cancellationToken);

        var receipt = await receipts.FindAsync(upload.Id, cancellationToken)
            ?? await CleanAsync(upload, path, contract, cancellationToken);
        return new TakenUpload(
            receipt,
            receipt.Status == ReceiptStatus.Refused ? null : Extract(upload, path, receipt),
            contract.Roles.Files);
    }

    /// <summary>
    /// Whoever is erased is announced before anything is looked through. So an erasure that this did not know of when it began
    /// may have passed by before its blobs were there: then it is done again, without that person, and writes over them.
    /// </summary>
    private async Task<Receipt> CleanAsync(
        Upload upload, ExtractPath path, Contract contract, CancellationToken cancellationToken)
    {
        while (true)
        {
            // An erasure rewrites the upload, too, which stays the version that it was.
            var now = await Upload.FindAsync(upload.Blob, upload.Name, cancellationToken);
            if (now.Id != upload.Id)
                throw new RequestFailedException(412, "The upload was overwritten since it was looked for.");
            upload = now;
            var erased = await erasedIds.ReadAsync(cancellationToken);
            var receipt = await CleanAsync(upload, path, contract, erased, cancellationToken);
            if (!erased.Covers(await erasedIds.ReadAsync(cancellationToken)))
                continue;
            await receipts.WriteAsync(receipt, upload.Version.UploadedAt, cancellationToken);
            if (erased.Covers(await erasedIds.ReadAsync(cancellationToken)))
                return receipt;
        }
    }

    private async Task<Receipt> CleanAsync(
        Upload upload, ExtractPath path, Contract contract, ErasedIds erased, CancellationToken cancellationToken)
    {
        await using var content = await upload.OpenAsync(cancellationToken);
        var options = new CleaningOptions
        {
            File = upload.Name,
            Date = path.Date,
            ETag = upload.Version.ETag,
            ExtractId = upload.Id,
            Erased = erased,
            Time = clock,
        };
        var files = new OutputBlobs(clean, receipts, contract, upload.Id, settings.Buckets);
        var receipt = await ExtractCleaner.CleanAsync(content, contract, files.Output, options, cancellationToken);
        await files.CommitAsync(receipt, cancellationToken);
        return await ComparedAsync(upload, path, contract, receipt, cancellationToken);
    }

    /// <summary>The receipt beside those of earlier nights and the other files of its date.</summary>
    private async Task<Receipt> ComparedAsync(
        Upload upload, ExtractPath path, Contract contract, Receipt receipt, CancellationToken cancellationToken)
    {
        var before = TrailingReceipts.Counting(
            await receipts.BeforeAsync(path.Source, path.Date, cancellationToken), contract.Roles.Files);
        receipt = Verdict.Compared(receipt, Drift.Measure(receipt, before));
        return receipt.Status != ReceiptStatus.Refused
            && await notes.OnAsync(contract, Extract(upload, path, receipt), cancellationToken) is { } note
            ? receipt with { Sentence = $"{receipt.Sentence} {note}" }
            : receipt;
    }

    /// <param name="path">Null when the name is none.</param>
    private async Task<TakenUpload> RefuseAsync(
        Upload upload, ExtractPath? path, Refusal refusal, CancellationToken cancellationToken)
    {
        var receipt = Receipt.Refused(
            path?.Source ?? "", path?.Date, upload.Name, upload.Version.ETag, refusal, clock.GetUtcNow()) with
        {
            ExtractId = upload.Id,
        };
        await receipts.WriteAsync(receipt, upload.Version.UploadedAt, cancellationToken);
        return new TakenUpload(receipt, null);
    }

    private Refusal UnknownSource(string source) => new(
        RefusalReason.UnknownSource,
        $"There is no contract for the source '{source}'. Upload under one of: {string.Join(", ", sources.Contracts.Keys)}; or "
            + $"add sources/{source}.json to the configuration.");

    private static DropExtract Extract(Upload upload, ExtractPath path, Receipt receipt) => new()
    {
        Source = path.Source,
        Date = path.Date,
        Folder = upload.Id,
        Sha256 = receipt.Sha256,
        UploadedAt = upload.Version.UploadedAt,
        RowsByBucket = receipt.RowsByBucket,
        Read = receipt.Read,
        Rejected = receipt.Rejected,
        Duplicates = receipt.Rejects.Where(reject => reject.Reason is RejectReason.DuplicateKey or RejectReason.NotUnique)
            .Sum(reject => reject.Count),
    };
}
