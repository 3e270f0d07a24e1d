using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Duplicates;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>The cleaning of one extract, from its first byte to its receipt.</summary>
internal sealed class CleaningSession(ContractPlan plan, ExtractOutput output, CleaningSetup options, Receipt start)
    : IDisposable
{
    private readonly Dialect dialect = plan.Contract.Dialect;
    private readonly RowTotals totals = new(plan, output.Buckets, options.Examples);
    private readonly KeySet[] unique = [.. plan.Unique.Select(_ => new KeySet())];
    private readonly int[] uniqueHashes = [.. plan.Unique.Select(column => Array.IndexOf(plan.Hashed, column))];
    private readonly DuplicateFilter? duplicates = plan.Key.Length == 0
        ? null
        : DuplicateFilter.For(plan.Contract.Roles.Duplicates);
    private readonly List<string> warnings = [];
    private HeaderPlan? header;
    private volatile bool isGivenUp;
    private Receipt receipt = start;

    public async Task<Receipt> RunAsync(Stream upload, CancellationToken cancellationToken)
    {
        if (duplicates is not { NeedsTwoPasses: true })
            return await ReadAsync(upload, cancellationToken);
        await using var twice = await RereadableStream.OfAsync(upload, cancellationToken);
        await NoteKeysAsync(twice.Stream, cancellationToken);
        twice.Rewind();
        return await ReadAsync(twice.Stream, cancellationToken);
    }

    private async Task<Receipt> ReadAsync(Stream upload, CancellationToken cancellationToken)
    {
        Refusal? refusal;
        TextSource? source = null;
        try
        {
            source = await TextSource.OpenAsync(upload, TextEncoding.Of(dialect.Encoding)!, cancellationToken);
            refusal = await CleanAsync(source, cancellationToken);
            await source.DrainAsync(cancellationToken);
        }
        catch (UnreadableFileException fault)
        {
            refusal = FileChecks.Unreadable(fault, totals.Read);
            await DrainAsync(source, upload, cancellationToken);
        }
        if (source is not null)
        {
            receipt = receipt with { Bytes = source.UploadedBytes, Sha256 = source.Sha256(), Encoding = source.Encoding.Name };
            await source.DisposeAsync();
        }
        return Verdict.On(totals.On(receipt), refusal, header, warnings);
    }

    private async Task<Refusal?> CleanAsync(TextSource source, CancellationToken cancellationToken)
    {
        if (FileChecks.OfHead(source) is { } unreadable)
            return unreadable;
        var rows = new RowReader(source, dialect, options.BlockSize, options.LongestRow);
        var block = new RowBlock();
        if (await ReadHeaderAsync(rows, block, cancellationToken) is { } unfit)
            return unfit;
        if (!await rows.ReadAsync(block, cancellationToken))
            return FileChecks.HeaderOnly;
        await using var files = await OutputFiles.OpenAsync(plan, header!, output, options.MaxRejectBytes, cancellationToken);
        var writer = new RowWriter(plan, header!);
        await new BlockPipeline(plan, header!, output.Buckets, options.Parallelism, options).RunAsync(
            block, into => ReadAsync(source, rows, into, cancellationToken), cancellationToken,
            lane => WriteAsync(lane, writer, files, cancellationToken), AddUp);
        receipt = receipt with
        {
            BlankLines = rows.BlankLines,
            CommentLines = rows.CommentLines,
            RejectsLeftOut = files.Rejects.LeftOut,
            Withdrawn = files.Withdrawals.Lines,
            WithdrawnByDuplicates = files.Withdrawals.OfDuplicates,
        };
        if (Unpacks(source, rows))
            return FileChecks.Unpacks(source.UploadedBytes, rows.Passed);
        if (FileChecks.OfRejects(totals, plan.Contract.Roles.MaxRejectShare, receipt.File, isGivenUp) is { } refusal)
            return refusal;
        return IdentityCheck.Of(plan.Contract, totals, warnings);
    }

    private ValueTask<bool> ReadAsync(
        TextSource source, RowReader rows, RowBlock into, CancellationToken cancellationToken) =>
        isGivenUp || Unpacks(source, rows) ? ValueTask.FromResult(false) : rows.ReadAsync(into, cancellationToken);

    /// <summary>Whether a packed file has grown beyond what an extract does.</summary>
    private bool Unpacks(TextSource source, RowReader rows) =>
        source.Packing != Packing.None && rows.Passed > options.MaxUnpacked
        && rows.Passed > FileChecks.MaxGrowth * source.UploadedBytes;

    private ValueTask WriteAsync(BlockLane lane, RowWriter writer, OutputFiles files, CancellationToken cancellationToken)
    {
        var (block, clean) = (lane.Block, lane.Clean);
        lane.Counts = !isGivenUp;
        if (isGivenUp)
            return ValueTask.CompletedTask;
        Compare(block, clean, lane.Cleaner);
        foreach (var row in clean.Kept)
            totals.Keep(clean, row, block.RowsBefore + row, files.Keep(writer, block, clean, row));
        foreach (var (row, reject) in clean.Rejects)
        {
            totals.Reject(reject);
            files.Rejects.Write(block, row, reject);
            files.Withdrawals.Note(block, row, reject.Reason);
        }
        // The file of rejects is full, and too many are in it: reading on would only make the receipt late.
        isGivenUp = files.Rejects.IsFull
            && totals.Rejected > plan.Contract.Roles.MaxRejectShare * (block.RowsBefore + block.Rows);
        return files.FlushFullAsync(cancellationToken);
    }

    private ValueTask AddUp(BlockLane lane)
    {
        if (lane.Counts)
            totals.Add(lane.Block, lane.Clean);
        return ValueTask.CompletedTask;
    }

    /// <summary>The first of two readings: only the keys of rows that satisfy the contract.</summary>
    private async Task NoteKeysAsync(Stream upload, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = await TextSource.OpenAsync(upload, TextEncoding.Of(dialect.Encoding)!, cancellationToken);
            var rows = new RowReader(source, dialect, options.BlockSize, options.LongestRow);
            var block = new RowBlock();
            if (FileChecks.OfHead(source) is not null || await ReadHeaderAsync(rows, block, cancellationToken) is not null)
                return;
            var cleaner = new BlockCleaner(plan, header!, output.Buckets, options);
            var clean = new BlockResult(plan);
            while (await rows.ReadAsync(block, cancellationToken))
            {
                cleaner.Clean(block, clean);
                for (var row = 0; row < block.Rows; row++)
                {
                    if (clean.States[row] != RowState.Rejected)
                        duplicates!.Note(clean.Keys[row], block.RowsBefore + row);
                }
            }
        }
        catch (UnreadableFileException)
        {
            // The second reading finds it again and says so.
        }
        warnings.Clear();
    }

    private async Task<Refusal?> ReadHeaderAsync(RowReader rows, RowBlock block, CancellationToken cancellationToken)
    {
        if (!dialect.Header)
            header = HeaderPlan.Headerless(plan.Columns);
        else
        {
            var names = new List<string>();
            var raw = new List<byte>();
            for (var number = 1; number <= dialect.HeaderRows.Max(); number++)
            {
                if (!await rows.ReadHeaderAsync(block, cancellationToken))
                    return number == 1 ? FileChecks.Empty : FileChecks.HeaderOnly;
                if (!dialect.HeaderRows.Contains(number))
                    continue;
                raw.AddRange(block.Raw(0));
                HeaderPlan.AddNames(block, new CellText(dialect), dialect, names);
            }
            header = HeaderPlan.Match(names, plan.Columns, warnings);
            if (FileChecks.OfHeader(header, plan.Columns, [.. raw], dialect) is { } refusal)
                return refusal;
        }
        rows.Width = header.Width;
        return null;
    }

    /// <summary>Compares the rows of a block with all before.</summary>
    private void Compare(RowBlock block, BlockResult clean, BlockCleaner cleaner)
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

    private (int Column, RejectReason Reason) Judge(BlockResult clean, int row, long number)
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

    private static async Task DrainAsync(TextSource? source, Stream upload, CancellationToken cancellationToken)
    {
        if (source is not null)
            await source.DrainAsync(cancellationToken);
        else
            await upload.CopyToAsync(Stream.Null, cancellationToken);
    }
}
