using Azure;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Corrections;
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
    UploadStore uploads,
    ReceiptStore receipts,
    CleanRowStore clean,
    DropNotes notes,
    ErasedIdStore erasedIds,
    ReferenceKeyStore references,
    FinderStore finders,
    ReapSettings settings,
    TimeProvider clock)
{
    private readonly CorrectionIntake corrections = new(uploads, receipts);

    /// <param name="name">Of the blob in container <c>extracts</c>.</param>
    /// <exception cref="RequestFailedException">404 or 412: the upload is gone or was overwritten.</exception>
    public async Task<TakenUpload> CleanAsync(string name, CancellationToken cancellationToken)
    {
        var upload = await uploads.GetAsync(name, cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!ExtractPath.TryParse(name, today, out var path, out var refusal))
            return await RefuseAsync(upload, null, refusal, cancellationToken);
        if (!sources.Contracts.TryGetValue(path.Source, out var contract))
            return await RefuseAsync(upload, path, UnknownSource(path.Source), cancellationToken);

        if (await notes.RefuseAsync(contract, path, cancellationToken) is { } tooMany)
            return await RefuseAsync(upload, path, tooMany, cancellationToken);

        var delivery = new Delivery(upload, path, contract);
        var receipt = await receipts.FindAsync(upload.Id, cancellationToken) ?? await CleanAsync(delivery, cancellationToken);
        return new TakenUpload(
            receipt, receipt.Status == ReceiptStatus.Refused ? null : delivery.Extract(receipt), contract.Roles.Files);
    }

    /// <summary>
    /// Whoever is erased is announced before anything is looked through. So an erasure that this did not know of when it began
    /// may have passed by before its blobs were there: then it is done again, without that person, and writes over them.
    /// </summary>
    private async Task<Receipt> CleanAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var (keys, missing) = await references.OfAsync(
            delivery.Contract, delivery.Upload.Id, delivery.Path.Date, cancellationToken);
        if (missing is not null)
            return (await RefuseAsync(delivery.Upload, delivery.Path, missing, cancellationToken)).Receipt;
        delivery = delivery with { Keys = keys };
        while (true)
        {
            // An erasure rewrites the upload, too, which stays the version that it was.
            var now = await uploads.GetAsync(delivery.Upload.Name, cancellationToken);
            if (now.Id != delivery.Upload.Id)
            {
                await uploads.DeleteKeptAsync(delivery.Upload.Id, cancellationToken);
                throw new RequestFailedException(412, "The upload was overwritten since it was looked for.");
            }
            delivery = delivery with { Upload = now };
            var erased = await erasedIds.ReadAsync(cancellationToken);
            var receipt = await CleanAsync(delivery, erased, cancellationToken);
            if (!erased.Covers(await erasedIds.ReadAsync(cancellationToken)))
                continue;
            // An upload that tells of the erased is its sender's alone: nothing more is to hold them.
            if (receipt.Erased > 0)
                await uploads.DeleteKeptAsync(delivery.Upload.Id, cancellationToken);
            else if (receipt is { Rejected: > 0, Status: not ReceiptStatus.Refused })
                await uploads.KeepAsync(delivery.Upload, cancellationToken);
            await receipts.WriteAsync(receipt, delivery.Upload.Version.UploadedAt, cancellationToken);
            if (erased.Covers(await erasedIds.ReadAsync(cancellationToken)))
                return receipt;
        }
    }

    private async Task<Receipt> CleanAsync(Delivery delivery, ErasedIds erased, CancellationToken cancellationToken)
    {
        if (delivery.Path.Corrects is not { } corrected)
        {
            await using var content = await uploads.OpenAsync(delivery.Upload, cancellationToken);
            return await CleanAsync(delivery, content, delivery.Upload.IsRewritten, erased, cancellationToken);
        }
        try
        {
            await CleanBeforeAsync(corrected, cancellationToken);
            await using var content = await corrections.OpenAsync(
                delivery.Upload, corrected, delivery.Contract, cancellationToken);
            var receipt = await CleanAsync(
                delivery with { Contract = content.Contract }, content.Stream, content.IsRewritten, erased, cancellationToken);
            return receipt with { Sentence = $"{receipt.Sentence} {content.Sentence(corrected.File)}" };
        }
        catch (CorrectionException fault)
        {
            return Refused(delivery.Upload, delivery.Path, fault.Refusal);
        }
    }

    /// <summary>What is corrected may be refused, or not: so that it is known, it is cleaned now if it is not so far.</summary>
    private async Task CleanBeforeAsync(ExtractPath corrected, CancellationToken cancellationToken)
    {
        try
        {
            await CleanAsync(corrected.ToString(), cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Said by whoever opens it.
        }
    }

    private async Task<Receipt> CleanAsync(
        Delivery delivery, Stream content, bool isRewritten, ErasedIds erased, CancellationToken cancellationToken)
    {
        var upload = delivery.Upload;
        var setup = new CleaningSetup
        {
            File = upload.Name,
            Date = delivery.Path.Date,
            ETag = upload.Version.ETag,
            ExtractId = upload.Id,
            // What a reference has for a key is nobody's id.
            Erased = delivery.Contract.Roles.Reference is null ? erased : ErasedIds.None,
            EmptyRowsAreErased = isRewritten,
            KnownKeys = delivery.Keys,
            Finder = delivery.Contract.Roles is { FindBy.Count: 0, ReferredBy: null }
                ? null
                : await finders.HashAsync(cancellationToken),
            Time = clock,
        };
        // A reference is read whole by every bucket of a run.
        var buckets = delivery.Contract.Roles.Reference is null ? settings.Buckets : 1;
        var files = new OutputBlobs(clean, receipts, delivery.Contract, upload.Id, buckets);
        var receipt = await ExtractCleaner.CleanAsync(content, delivery.Contract, files.Output, setup, cancellationToken);
        await files.CommitAsync(receipt, cancellationToken);
        return await ComparedAsync(delivery, receipt, cancellationToken);
    }

    /// <summary>The receipt beside those of earlier nights and the other files of its date.</summary>
    private async Task<Receipt> ComparedAsync(Delivery delivery, Receipt receipt, CancellationToken cancellationToken)
    {
        var (_, path, contract) = delivery;
        var before = TrailingReceipts.Counting(
            await receipts.BeforeAsync(path.Source, path.Date, cancellationToken), contract.Roles.Files);
        receipt = Verdict.Compared(receipt, Drift.Measure(receipt, before));
        return receipt.Status != ReceiptStatus.Refused
            && await notes.OnAsync(contract, delivery.Extract(receipt), cancellationToken) is { } note
            ? receipt with { Sentence = $"{receipt.Sentence} {note}" }
            : receipt;
    }

    private async Task<TakenUpload> RefuseAsync(
        Upload upload, ExtractPath? path, Refusal refusal, CancellationToken cancellationToken)
    {
        var receipt = Refused(upload, path, refusal);
        await receipts.WriteAsync(receipt, upload.Version.UploadedAt, cancellationToken);
        return new TakenUpload(receipt, null);
    }

    /// <param name="path">Null when the name is none.</param>
    private Receipt Refused(Upload upload, ExtractPath? path, Refusal refusal) =>
        Receipt.Refused(path?.Source ?? "", path?.Date, upload.Name, upload.Version.ETag, refusal, clock.GetUtcNow()) with
        {
            ExtractId = upload.Id,
        };

    private Refusal UnknownSource(string source) => new(
        RefusalReason.UnknownSource,
        $"There is no contract for the source '{source}'. Upload under one of: {string.Join(", ", sources.Contracts.Keys)}; or "
            + $"add sources/{source}.json to the configuration.");

    /// <summary>An upload of a source that is known.</summary>
    private sealed record Delivery(Upload Upload, ExtractPath Path, Contract Contract)
    {
        /// <summary>See <see cref="CleaningSetup.KnownKeys"/>.</summary>
        public IReadOnlyDictionary<string, IReadOnlySet<UInt128>> Keys { get; init; } =
            new Dictionary<string, IReadOnlySet<UInt128>>();

        public DropExtract Extract(Receipt receipt) => new()
        {
            Source = Path.Source,
            Date = Path.Date,
            Folder = Upload.Id,
            Corrects = Path.Corrects is null ? null : ExtractPath.OriginalOf(Path.ToString()),
            Sha256 = receipt.Sha256,
            UploadedAt = Upload.Version.UploadedAt,
            RowsByBucket = receipt.RowsByBucket,
            Read = receipt.Read,
            Rejected = receipt.Rejected,
            Withdrawn = receipt.Withdrawn,
            Duplicates = receipt.Rejects.Where(reject => reject.Reason is RejectReason.DuplicateKey or RejectReason.NotUnique)
                .Sum(reject => reject.Count),
        };
    }
}
