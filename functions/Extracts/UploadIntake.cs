using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
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
    ReapSettings settings,
    TimeProvider clock)
{
    /// <exception cref="Azure.RequestFailedException">404 or 412: the upload is gone or was overwritten.</exception>
    public async Task<TakenUpload> CleanAsync(BlobClient upload, string name, CancellationToken cancellationToken)
    {
        BlobProperties properties = await upload.GetPropertiesAsync(cancellationToken: cancellationToken);
        var version = UploadVersion.Of(properties);
        var etag = version.ETag;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!ExtractPath.TryParse(name, today, out var path, out var refusal))
            return await RefuseAsync(new ExtractPath("", default, name), name, etag, refusal, version, cancellationToken);
        if (!sources.Contracts.TryGetValue(path.Source, out var contract))
            return await RefuseAsync(path, name, etag, UnknownSource(path.Source), version, cancellationToken);

        var id = path.ExtractId(etag);
        var receipt = await receipts.FindAsync(id, cancellationToken);
        if (receipt is null)
        {
            await using var content = await upload.OpenReadAsync(
                new BlobOpenReadOptions(
                    allowModifications: false)
                { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } },
                    cancellationToken);
            var options = new CleaningOptions { File = name, Date = path.Date, ETag = etag, ExtractId = id, Time = clock };
            var files = new OutputBlobs(clean, receipts, contract, id, settings.Buckets);
            receipt = await ExtractCleaner.CleanAsync(content, contract, files.Output, options, cancellationToken);
            await files.CommitAsync(receipt.Status, cancellationToken);
            var before = TrailingReceipts.Counting(
                await receipts.BeforeAsync(path.Source, path.Date, cancellationToken), contract.Roles.Files);
            receipt = Verdict.Compared(receipt, Drift.Measure(receipt, before));
            if (receipt.Status != ReceiptStatus.Refused
                && await notes.OnAsync(contract, Extract(path, id, receipt, version.UploadedAt), cancellationToken) is { } note)
                receipt = receipt with { Sentence = $"{receipt.Sentence} {note}" };
            await receipts.WriteAsync(receipt, version.UploadedAt, cancellationToken);
        }
        return new TakenUpload(
            receipt, receipt.Status == ReceiptStatus.Refused
                ? null
                : Extract(path, id, receipt, version.UploadedAt), contract.Roles.Files);
    }

    private async Task<TakenUpload> RefuseAsync(
        ExtractPath path, string name, string etag, Refusal refusal, UploadVersion version, CancellationToken cancellationToken)
    {
        var receipt = Receipt.Refused(
            path.Source, path.Source.Length == 0 ? null : path.Date, name, etag, refusal, clock.GetUtcNow()) with
        {
            ExtractId = ExtractPath.IdOf(name, etag),
        };
        await receipts.WriteAsync(receipt, version.UploadedAt, cancellationToken);
        return new TakenUpload(receipt, null);
    }

    private Refusal UnknownSource(string source) => new(
        RefusalReason.UnknownSource,
        $"There is no contract for the source '{source}'. Upload under one of: {string.Join(", ", sources.Contracts.Keys)}; or "
            + $"add sources/{source}.json to the configuration.");

    private static DropExtract Extract(ExtractPath path, string id, Receipt receipt, DateTimeOffset uploadedAt) => new()
    {
        Source = path.Source,
        Date = path.Date,
        Folder = id,
        Sha256 = receipt.Sha256,
        UploadedAt = uploadedAt,
        RowsByBucket = receipt.RowsByBucket,
    };
}
