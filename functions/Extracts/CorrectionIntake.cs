using Azure;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Corrections;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts;

/// <summary>
/// Opens uploads that correct others: what is read is the other, with the corrected rows in it. The other may be a correction
/// itself, of the rows that were rejected again. Where the other was uploaded again and refused, the one before is corrected.
/// </summary>
internal sealed class CorrectionIntake(UploadStore uploads, ReceiptStore receipts)
{
    /// <param name="corrected">The upload that is corrected.</param>
    /// <exception cref="CorrectionException">The correction cannot be read, or there is nothing to correct.</exception>
    public async Task<CorrectedContent> OpenAsync(
        Upload upload, ExtractPath corrected, Contract contract, CancellationToken cancellationToken)
    {
        await using var content = await uploads.OpenAsync(upload, cancellationToken);
        var correction = await Correction.ReadAsync(content, contract, cancellationToken);
        var (extract, read, isRewritten) = await OpenCorrectedAsync(corrected, contract, cancellationToken);
        return new CorrectedContent(extract, read, correction, cancellationToken) { IsRewritten = isRewritten };
    }

    /// <summary>The extract, the contract as it reads it, and whether an erasure has emptied rows of it.</summary>
    private async Task<(Stream Extract, Contract Contract, bool IsRewritten)> OpenCorrectedAsync(
        ExtractPath path, Contract contract, CancellationToken cancellationToken)
    {
        try
        {
            var upload = await TakenAsync(path.ToString(), cancellationToken);
            if (path.Corrects is { } before)
            {
                var content = await OpenAsync(upload, before, contract, cancellationToken);
                return (content.Owned(), content.Contract, content.IsRewritten);
            }
            var extract = await uploads.OpenAsync(upload, cancellationToken);
            return (extract, await ParquetContract.OfAsync(extract, contract, cancellationToken), upload.IsRewritten);
        }
        catch (RequestFailedException gone) when (gone.Status is 404)
        {
            throw new CorrectionException(
                $"There is no upload {path} to correct. Upload the corrected rows beside the file that they are from, under its "
                + $"name with {ExtractPath.CorrectedEnd} behind it.");
        }
    }

    /// <summary>The upload of this name, or the one before it where it is refused.</summary>
    private async Task<Upload> TakenAsync(string name, CancellationToken cancellationToken)
    {
        var upload = await uploads.GetAsync(name, cancellationToken);
        return await receipts.FindAsync(upload.Id, cancellationToken) is { Status: ReceiptStatus.Refused }
            && await receipts.LatestTakenOfAsync(name, cancellationToken) is { } taken
            && await uploads.FindKeptAsync(name, taken.ExtractId, cancellationToken) is { } kept
            ? kept
            : upload;
    }
}
