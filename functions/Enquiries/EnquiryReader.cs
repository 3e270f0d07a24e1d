using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Enquiries;

/// <summary>Reads the enquiries that count for a run: those of its date and of the days before.</summary>
public sealed class EnquiryReader(CleanRowStore clean)
{
    private const int ReadAtOnce = 8;

    /// <param name="contract">The source of enquiries.</param>
    internal async Task<EnquiryTable> ReadAsync(
        RunInput input, Contract contract, DateOnly asOf, CancellationToken cancellationToken)
    {
        var files = new List<(DateOnly Date, Snapshot Rows)>();
        var parts = input.Earlier.Concat(input.Drop).Where(extract => extract.Source == contract.Source)
            .OrderBy(extract => extract.Date).ThenBy(extract => extract.UploadedAt)
            .SelectMany(extract => Enumerable.Range(0, extract.RowsByBucket.Count)
                .Where(bucket => extract.RowsByBucket[bucket] > 0).Select(bucket => (Extract: extract, Bucket: bucket)));
        foreach (var several in parts.Chunk(ReadAtOnce))
        {
            var rows = await Task.WhenAll(several.Select(part =>
                clean.ReadEnquiriesAsync(part.Extract, part.Bucket, contract, cancellationToken)));
            files.AddRange(several.Zip(rows, (part, read) => (part.Extract.Date, read)));
        }
        return EnquiryTable.Of(files, contract.Roles, asOf);
    }
}
