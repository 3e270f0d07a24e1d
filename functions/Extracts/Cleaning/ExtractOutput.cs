using ReapFunctions.Contracts.Cells;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// Where clean rows and rejects go. Streams are opened once the header is sound, all buckets at once, and disposed by the
/// cleaner. When the receipt says <c>refused</c>, what was written is to be thrown away.
/// </summary>
/// <param name="Buckets">1 to 256.</param>
/// <param name="OpenBucket">Opens the clean rows of a bucket, 0-based.</param>
/// <param name="OpenRejects">Opens the file of rejects.</param>
public sealed record ExtractOutput(
    int Buckets, Func<int, CancellationToken, Task<Stream>> OpenBucket, Func<CancellationToken, Task<Stream>> OpenRejects)
{
    /// <summary>Opens the file of what rows that are not kept deny; default one that is thrown away.</summary>
    public Func<CancellationToken, Task<Stream>> OpenWithdrawals { get; init; } = _ => Task.FromResult(Stream.Null);

    /// <summary>Output that is thrown away: for checking a file.</summary>
    public static ExtractOutput Nowhere(int buckets = 1) =>
        new(buckets, (_, _) => Task.FromResult(Stream.Null), _ => Task.FromResult(Stream.Null));
}

/// <summary>What is cleaned, for the receipt, and the limits of reading.</summary>
public sealed record CleaningSetup
{
    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>The drop's date; null when there is none.</summary>
    public DateOnly? Date { get; init; }

    public string ETag { get; init; } = "";

    /// <summary>See <see cref="ExtractPath.ExtractId"/>.</summary>
    public string ExtractId { get; init; } = "";

    /// <summary>Whose rows are left out; default nobody's.</summary>
    public ErasedIds Erased { get; init; } = ErasedIds.None;

    /// <summary>
    /// Whether a row without any value stands where an erasure has emptied one: it is left out as those of the erased are.
    /// Default false: then it is rejected for what it lacks.
    /// </summary>
    public bool EmptyRowsAreErased { get; init; }

    /// <summary>See <see cref="ContractPlan.KnownKeys"/>; default none, so that no key of a reference is checked.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<UInt128>> KnownKeys { get; init; } =
        new Dictionary<string, IReadOnlySet<UInt128>>();

    /// <summary>Hashes what customers are found by; null (default) where clean rows are to keep nothing of it.</summary>
    public FinderHash? Finder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Rejects of each reason that the receipt shows; default 3.</summary>
    public int Examples { get; init; } = 3;

    /// <summary>Rows longer than this many bytes are rejected; default 8 MiB.</summary>
    public int LongestRow { get; init; } = RowReader.DefaultLongestRow;

    /// <summary>
    /// A packed file of more than so many bytes unpacked, default 1 GiB, that has grown to more than 200 times its size is no
    /// extract.
    /// </summary>
    public long MaxUnpacked { get; init; } = 1L << 30;

    /// <summary>
    /// Bytes that the file of rejects may have; default 64 MiB. A file of which more is rejected than its contract allows is
    /// given up once they are full.
    /// </summary>
    public long MaxRejectBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Blocks cleaned side by side; default the number of processors, at most 8. The result does not depend on it.
    /// </summary>
    public int Parallelism { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Bytes read and cleaned at a time; default 128 KiB.</summary>
    public int BlockSize { get; init; } = RowReader.DefaultBlock;
}
