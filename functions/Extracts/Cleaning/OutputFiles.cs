using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>The files that cleaning writes: clean rows by bucket, rejects, and what rows that are not kept deny.</summary>
internal sealed class OutputFiles : IAsyncDisposable
{
    private const int BufferedAtMost = 2 * 1024 * 1024;
    private const int MinBuffer = 32 * 1024;
    private const int MostBuffer = 256 * 1024;

    private readonly CsvWriter[] buckets;

    private OutputFiles(CsvWriter[] buckets, RejectFile rejects, WithdrawalFile withdrawals)
    {
        this.buckets = buckets;
        Rejects = rejects;
        Withdrawals = withdrawals;
    }

    public RejectFile Rejects { get; }

    public WithdrawalFile Withdrawals { get; }

    /// <param name="maxRejects">Bytes that the file of rejects may have.</param>
    public static async Task<OutputFiles> OpenAsync(
        ContractPlan plan, HeaderPlan header, ExtractOutput output, long maxRejects, CancellationToken cancellationToken)
    {
        var buckets = new CsvWriter[output.Buckets];
        var bufferSize = Math.Clamp(BufferedAtMost / output.Buckets, MinBuffer, MostBuffer);
        var columns = plan.Clean.Concat(plan.Finders.Select(finder => finder.Column));
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            buckets[bucket] = new CsvWriter(await output.OpenBucket(bucket, cancellationToken), bufferSize);
            buckets[bucket].Row(columns.Select(index => plan.Columns[index].Field.Name));
        }
        return new(
            buckets,
            new RejectFile(await output.OpenRejects(cancellationToken), header, plan.Contract.Dialect, maxRejects),
            new WithdrawalFile(await output.OpenWithdrawals(cancellationToken), plan, header));
    }

    /// <returns>The row as it is written, without line end; holds until the next one.</returns>
    public ReadOnlySpan<byte> Keep(RowWriter writer, RowBlock block, BlockResult clean, int row) =>
        writer.Write(block, clean, row, buckets[clean.Buckets[row]]);

    /// <summary>Writes what has gathered.</summary>
    public async ValueTask FlushFullAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in buckets)
        {
            if (bucket.IsFull)
                await bucket.FlushAsync(cancellationToken);
        }
        await Rejects.FlushFullAsync(cancellationToken);
        await Withdrawals.FlushFullAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bucket in buckets)
            await bucket.DisposeAsync();
        await Rejects.DisposeAsync();
        await Withdrawals.DisposeAsync();
    }
}
