using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// Cleans an extract: reads it once, writes clean rows by bucket and rejects, and gives the receipt. Bad input never throws; it
/// ends in a receipt. The same input gives the same bytes.
/// </summary>
public static class ExtractCleaner
{
    /// <summary>Cleans one extract.</summary>
    /// <param name="upload">The file as uploaded, plain, gzip, zip or Parquet, this where it can seek; read to its end and
    /// left open.</param>
    /// <exception cref="IOException">The upload or the output cannot be read or written: a transient fault.</exception>
    public static async Task<Receipt> CleanAsync(
        Stream upload, Contract contract, ExtractOutput output, CleaningSetup options, CancellationToken cancellationToken)
    {
        var started = options.Time.GetTimestamp();
        var receipt = new Receipt
        {
            Source = contract.Source,
            Date = options.Date,
            File = options.File,
            ETag = options.ETag,
            ExtractId = options.ExtractId,
            CleanedAt = options.Time.GetUtcNow(),
            Status = ReceiptStatus.Accepted,
            Sentence = "",
        };
        contract = await ParquetContract.OfAsync(upload, contract, cancellationToken);
        using var cleaning = new CleaningSession(
            new ContractPlan(contract, options.Finder) { KnownKeys = options.KnownKeys }, output, options, receipt);
        receipt = await cleaning.RunAsync(upload, cancellationToken);
        return receipt with { Seconds = Math.Round(options.Time.GetElapsedTime(started).TotalSeconds, 3) };
    }
}
