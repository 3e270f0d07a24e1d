using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Storage;

/// <summary>A blob that appears with all of its content, or not at all: written as a stream, then committed.</summary>
/// <remarks>
/// <code>
///   write  write  write                    commit
///   [ block 0 ][ block 1 ][ rest    ]      small: one upload; else the list of blocks
///    staged: no reader sees them            readers see the new content, all of it
/// </code>
/// A block's id is the hash of its bytes and its place, so that writers of one blob never mix: those of other bytes stage other
/// blocks, those of the same bytes the same. Content that is there already is left as it is, for the sake of those who are
/// reading it. What is never committed the service throws away after a week. Memory: one block. Not for several threads.
/// </remarks>
public sealed class WholeBlobStream : Stream
{
    /// <summary>Bytes of a block unless told otherwise: 4 MiB. A blob has up to 50,000 blocks.</summary>
    public const int DefaultBlock = 4 * 1024 * 1024;

    // All block ids of a blob must be of one length; 48 bytes is what the SDK's own uploads have.
    private const int IdLength = 48;

    private readonly BlockBlobClient blob;
    private readonly int blockSize;
    private readonly MemoryStream block = new();
    private readonly List<string> staged = [];
    private long stagedBytes;

    public WholeBlobStream(BlockBlobClient blob, int blockSize = DefaultBlock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        (this.blob, this.blockSize) = (blob, blockSize);
    }

    /// <summary>Bytes written so far.</summary>
    public override long Length => stagedBytes + block.Length;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (block.Length == blockSize)
                await StageAsync(cancellationToken);
            var fits = buffer[..(int)Math.Min(buffer.Length, blockSize - block.Length)];
            // Doubling would take it past a block.
            if (block.Capacity < blockSize && block.Length + fits.Length > blockSize / 2)
                block.Capacity = blockSize;
            block.Write(fits.Span);
            buffer = buffer[fits.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>
    /// Lets the blob appear. Disposing without this leaves whatever was there; disposing before it is no hindrance.
    /// </summary>
    public Task CommitAsync(CancellationToken cancellationToken) => CommitAsync(metadata: null, cancellationToken);

    /// <summary>Lets the blob appear with what is to be known of its content: metadata that follow from it.</summary>
    public async Task CommitAsync(IDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        try
        {
            await CommitAsync(
                new BlobUploadOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    Metadata = metadata,
                },
                cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            if (!await IsThereAsync(cancellationToken))
                await CommitAsync(new BlobUploadOptions { Metadata = metadata }, cancellationToken);
        }
    }

    /// <summary>Lets the blob appear under conditions, with headers and metadata.</summary>
    public async Task CommitAsync(BlobUploadOptions options, CancellationToken cancellationToken)
    {
        if (staged.Count == 0)
        {
            block.Position = 0;
            await blob.UploadAsync(block, options, cancellationToken);
            return;
        }
        if (block.Length > 0)
            await StageAsync(cancellationToken);
        var blocks =
            new CommitBlockListOptions
            {
                Conditions = options.Conditions,
                HttpHeaders = options.HttpHeaders,
                Metadata = options.Metadata
            };
        await blob.CommitBlockListAsync(staged, blocks, cancellationToken);
    }

    public override void Flush()
    {
        // Nothing is seen before the commit.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        var id = IdOf(staged.Count, block.GetBuffer().AsSpan(0, (int)block.Length));
        block.Position = 0;
        await blob.StageBlockAsync(id, block, options: null, cancellationToken);
        staged.Add(id);
        stagedBytes += block.Length;
        block.SetLength(0);
    }

    /// <summary>Whether another writer, or an earlier attempt, has left just these bytes.</summary>
    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (staged.Count > 0)
            {
                BlockList list = await blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken);
                return list.CommittedBlocks.Select(committed => committed.Name).SequenceEqual(staged, StringComparer.Ordinal);
            }
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.ContentLength != block.Length)
                return false;
            var content = await blob.DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToMemory().Span.SequenceEqual(block.GetBuffer().AsSpan(0, (int)block.Length));
        }
        catch (RequestFailedException gone) when (gone.Status is 404)
        {
            return false;
        }
    }

    private static string IdOf(int place, ReadOnlySpan<byte> content)
    {
        Span<byte> id = stackalloc byte[IdLength];
        id.Clear();
        SHA256.HashData(content, id);
        BinaryPrimitives.WriteInt32BigEndian(id[SHA256.HashSizeInBytes..], place);
        return Convert.ToBase64String(id);
    }
}

/// <summary>Whole blobs in one call.</summary>
public static class WholeBlobs
{
    /// <summary>The content of a blob; null where there is none.</summary>
    public static async Task<Stream?> OpenIfThereAsync(
        this BlobContainerClient container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// The content of every blob whose name begins so, in their order; each is closed before the next is opened.
    /// </summary>
    public static async IAsyncEnumerable<Stream> OpenEachAsync(
        this BlobContainerClient container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            await using var content = await container.GetBlobClient(blob.Name)
                .OpenReadAsync(cancellationToken: cancellationToken);
            yield return content;
        }
    }

    /// <summary>Writes a blob that appears once <paramref name="write"/> has ended well.</summary>
    public static async Task<T> WriteWholeAsync<T>(
        this BlobContainerClient container, string name, Func<Stream, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var blob = new WholeBlobStream(container.GetBlockBlobClient(name));
        var written = await write(blob);
        await blob.CommitAsync(cancellationToken);
        return written;
    }

    /// <inheritdoc cref="WriteWholeAsync{T}"/>
    public static Task WriteWholeAsync(
        this BlobContainerClient container, string name, Func<Stream, Task> write, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(name, async stream =>
        {
            await write(stream);
            return true;
        }, cancellationToken);
}
