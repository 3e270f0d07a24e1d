using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Duplicates;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>The cleaning of one extract, from its first byte to its receipt.</summary>
internal sealed class CleaningSession(ContractPlan plan, CleaningOutput output, CleaningOptions options, Receipt start) : IDisposable
{
    private readonly Dialect dialect = plan.Contract.Dialect;
    private readonly CleaningTotals totals = new(plan, output.Buckets, options.Examples);
    private readonly KeySet[] unique = [.. plan.Unique.Select(_ => new KeySet())];
    private readonly int[] uniqueHashes = [.. plan.Unique.Select(column => Array.IndexOf(plan.Hashed, column))];
    private readonly DuplicateFilter? duplicates = plan.Key.Length == 0 ? null : DuplicateFilter.For(plan.Contract.Roles.Duplicates);
    private readonly List<string> warnings = [];
    private HeaderPlan? header;
    private Receipt receipt = start;

    public async Task<Receipt> RunAsync(Stream upload, CancellationToken cancel)
    {
        if (duplicates is not { NeedsTwoPasses: true })
            return await ReadAsync(upload, cancel);
        await using var twice = await RereadableStream.OfAsync(upload, cancel);
        await NoteKeysAsync(twice.Stream, cancel);
        twice.Rewind();
        return await ReadAsync(twice.Stream, cancel);
    }

    private async Task<Receipt> ReadAsync(Stream upload, CancellationToken cancel)
    {
        Refusal? refusal;
        TextSource? source = null;
        try
        {
            source = await TextSource.OpenAsync(upload, TextEncodings.Of(dialect.Encoding)!.Value, cancel);
            refusal = await CleanAsync(source, cancel);
            await source.DrainAsync(cancel);
        }
        catch (InvalidDataException)
        {
            refusal = FileChecks.CorruptGzip(totals.Read);
            await DrainAsync(source, upload, cancel);
        }
        if (source is not null)
        {
            receipt = receipt with { Bytes = source.UploadedBytes, Sha256 = source.Sha256(), Encoding = source.Encoding.Name() };
            await source.DisposeAsync();
        }
        return Verdict.On(totals.On(receipt), refusal, header, warnings);
    }

    private async Task<Refusal?> CleanAsync(TextSource source, CancellationToken cancel)
    {
        if (FileChecks.OfHead(source) is { } unreadable)
            return unreadable;
        var rows = new RowReader(source, dialect, options.BlockSize, options.LongestRow);
        var block = new RowBlock();
        if (await ReadHeaderAsync(rows, block, cancel) is { } refusal)
            return refusal;
        if (!await rows.ReadAsync(block, cancel))
            return FileChecks.HeaderOnly;
        await using var files = await CleanFiles.OpenAsync(plan, output, cancel);
        var writer = new RowWriter(plan, header!);
        await new CleaningLanes(plan, header!, output.Buckets, options.Parallelism).RunAsync(
            block, into => rows.ReadAsync(into, cancel), cancel, lane => WriteAsync(lane, writer, files, cancel), AddUp);
        receipt = receipt with { BlankLines = rows.BlankLines, CommentLines = rows.CommentLines };
        return FileChecks.OfRejects(totals, plan.Contract.Roles.MaxRejectShare);
    }

    private ValueTask WriteAsync(CleaningLane lane, RowWriter writer, CleanFiles files, CancellationToken cancel)
    {
        var (block, clean) = (lane.Block, lane.Clean);
        Compare(block, clean, lane.Cleaner);
        foreach (var row in clean.Kept)
            totals.Keep(clean, row, block.RowsBefore + row, files.Keep(writer, block, clean, row));
        foreach (var (_, reject) in clean.Rejects)
        {
            totals.Reject(reject);
            files.Reject(reject);
        }
        return files.FlushFullAsync(cancel);
    }

    private ValueTask AddUp(CleaningLane lane)
    {
        totals.Add(lane.Block, lane.Clean);
        return ValueTask.CompletedTask;
    }

    /// <summary>The first of two readings: only the keys of rows that satisfy the contract.</summary>
    private async Task NoteKeysAsync(Stream upload, CancellationToken cancel)
    {
        try
        {
            var source = await TextSource.OpenAsync(upload, TextEncodings.Of(dialect.Encoding)!.Value, cancel);
            var rows = new RowReader(source, dialect, options.BlockSize, options.LongestRow);
            var block = new RowBlock();
            if (FileChecks.OfHead(source) is not null || await ReadHeaderAsync(rows, block, cancel) is not null)
                return;
            var cleaner = new BlockCleaner(plan, header!, output.Buckets);
            var clean = new CleanBlock(plan);
            while (await rows.ReadAsync(block, cancel))
            {
                cleaner.Clean(block, clean);
                for (var row = 0; row < block.Rows; row++)
                {
                    if (clean.States[row] != RowState.Rejected)
                        duplicates!.Note(clean.Keys[row], block.RowsBefore + row);
                }
            }
        }
        catch (InvalidDataException)
        {
            // The second reading finds it again and says so.
        }
        warnings.Clear();
    }

    private async Task<Refusal?> ReadHeaderAsync(RowReader rows, RowBlock block, CancellationToken cancel)
    {
        if (!dialect.Header)
            header = HeaderPlan.Headerless(plan.Columns);
        else
        {
            var names = new List<string>();
            var raw = new List<byte>();
            for (var number = 1; number <= dialect.HeaderRows.Max(); number++)
            {
                if (!await rows.ReadHeaderAsync(block, cancel))
                    return number == 1 ? FileChecks.Empty : FileChecks.HeaderOnly;
                if (!dialect.HeaderRows.Contains(number))
                    continue;
                raw.AddRange(block.Raw(0));
                HeaderPlan.AddNames(block, new CellText(dialect), dialect, names);
            }
            header = HeaderPlan.Of(names, plan.Columns, warnings);
            if (FileChecks.OfHeader(header, plan.Columns, [.. raw], dialect) is { } refusal)
                return refusal;
        }
        rows.Width = header.Width;
        return null;
    }

    /// <summary>Compares the rows of a block with all before.</summary>
    private void Compare(RowBlock block, CleanBlock clean, BlockCleaner cleaner)
    {
        duplicates?.Expect(clean.Keys.AsSpan(0, block.Rows));
        for (var column = 0; column < unique.Length; column++)
            unique[column].Expect(clean.Hashes[uniqueHashes[column]].AsSpan(0, block.Rows));
        for (var row = 0; row < block.Rows; row++)
        {
            if (clean.States[row] == RowState.Rejected)
                continue;
            var (column, reason) = Judge(clean, row, block.RowsBefore + row);
            if (reason == RejectReason.None)
                clean.Kept.Add(row);
            else
                clean.Reject(row, cleaner.RejectDuplicate(block, row, column, reason));
        }
        clean.Rejects.Sort((left, right) => left.Row.CompareTo(right.Row));
    }

    private (int Column, RejectReason Reason) Judge(CleanBlock clean, int row, long number)
    {
        if (duplicates is not null && !duplicates.Keeps(clean.Keys[row], number))
            return (plan.Key[0], RejectReason.DuplicateKey);
        for (var column = 0; column < unique.Length; column++)
        {
            var value = clean.Hashes[uniqueHashes[column]][row];
            if (value != UInt128.Zero && !unique[column].Add(value))
                return (plan.Unique[column], RejectReason.NotUnique);
        }
        return (0, RejectReason.None);
    }

    public void Dispose()
    {
        duplicates?.Dispose();
        foreach (var values in unique)
            values.Dispose();
    }

    private static async Task DrainAsync(TextSource? source, Stream upload, CancellationToken cancel)
    {
        if (source is not null)
            await source.DrainAsync(cancel);
        else
            await upload.CopyToAsync(Stream.Null, cancel);
    }
}
