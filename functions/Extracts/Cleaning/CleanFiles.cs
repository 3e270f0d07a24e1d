using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>The files that cleaning writes: clean rows by bucket, and rejects.</summary>
internal sealed class CleanFiles : IAsyncDisposable
{
    private const int BufferedAtMost = 2 * 1024 * 1024;
    private const int LeastBuffer = 32 * 1024;
    private const int MostBuffer = 256 * 1024;

    private readonly CsvWriter[] buckets;
    private readonly CsvWriter rejects;

    private CleanFiles(CsvWriter[] buckets, CsvWriter rejects)
    {
        this.buckets = buckets;
        this.rejects = rejects;
    }

    public static async Task<CleanFiles> OpenAsync(ContractPlan plan, CleaningOutput output, CancellationToken cancel)
    {
        var buckets = new CsvWriter[output.Buckets];
        var bufferSize = Math.Clamp(BufferedAtMost / output.Buckets, LeastBuffer, MostBuffer);
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            buckets[bucket] = new CsvWriter(await output.OpenBucket(bucket, cancel), bufferSize);
            buckets[bucket].Row(plan.Clean.Select(index => plan.Columns[index].Field.Name));
        }
        var rejects = new CsvWriter(await output.OpenRejects(cancel));
        rejects.Row(Receipts.Reject.Header);
        return new(buckets, rejects);
    }

    /// <returns>The row as it is written, without line end; holds until the next one.</returns>
    public ReadOnlySpan<byte> Keep(RowWriter writer, RowBlock block, CleanBlock clean, int row) =>
        writer.Write(block, clean.Edits, row, buckets[clean.Buckets[row]]);

    public void Reject(Reject reject) => reject.Write(rejects);

    /// <summary>Writes what has gathered.</summary>
    public async ValueTask FlushFullAsync(CancellationToken cancel)
    {
        foreach (var bucket in buckets)
        {
            if (bucket.IsFull)
                await bucket.FlushAsync(cancel);
        }
        if (rejects.IsFull)
            await rejects.FlushAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bucket in buckets)
            await bucket.DisposeAsync();
        await rejects.DisposeAsync();
    }
}
