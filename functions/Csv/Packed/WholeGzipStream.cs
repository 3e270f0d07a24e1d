using System.IO.Compression;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// Unpacks gzip and throws when it ends too early. <see cref="GZipStream"/> alone takes the end of a truncated file for the end
/// of its content.
/// </summary>
/// <remarks>
/// A gzip file may be several, one after the other. So one more is put behind the upload, whose content is known:
/// <code>
///   upload   [ member ][ member ] + [ seal ]     unpacks to   content content SEAL
///   upload   [ memb                 [ seal ]     the seal is taken for packed data, and SEAL does not come out
/// </code>
/// Nothing but an upload that ends where a member ends gives content that ends in the seal, which is then taken off.
/// </remarks>
internal sealed class WholeGzipStream : ReadOnlyStream
{
    private const int BufferSize = 64 * 1024;

    private static readonly byte[] Seal = [.. Enumerable.Repeat("ReapFunctions seal "u8.ToArray(), 4).SelectMany(seal => seal)];
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly GZipStream content;
    private readonly byte[] buffer = new byte[BufferSize + Seal.Length];
    private int used;
    private int length;
    private bool ended;

    /// <param name="packed">Left open.</param>
    public WholeGzipStream(Stream packed) =>
        content = new GZipStream(new SealedStream(packed), CompressionMode.Decompress);

    public override int Read(Span<byte> destination)
    {
        while (!ended && length - used <= Seal.Length)
            Note(content.Read(Room()));
        return Take(destination);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (!ended && length - used <= Seal.Length)
        {
            _ = Room();
            Note(await content.ReadAsync(buffer.AsMemory(length), cancellationToken));
        }
        return Take(destination.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Moves what is left to the front and gives the free rest.</summary>
    private Span<byte> Room()
    {
        buffer.AsSpan(used, length - used).CopyTo(buffer);
        (used, length) = (0, length - used);
        return buffer.AsSpan(length);
    }

    private void Note(int read)
    {
        length += read;
        if (read > 0)
            return;
        ended = true;
        if (!buffer.AsSpan(used, length - used).EndsWith(Seal))
            throw new InvalidDataException("The gzip file ends too early.");
    }

    private int Take(Span<byte> destination)
    {
        var taken = Math.Min(destination.Length, Math.Max(0, length - used - Seal.Length));
        buffer.AsSpan(used, taken).CopyTo(destination);
        used += taken;
        return taken;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>The upload, then the packed seal.</summary>
    private sealed class SealedStream(Stream packed) : ReadOnlyStream
    {
        private int used = -1;

        public override int Read(Span<byte> destination) =>
            used < 0 && packed.Read(destination) is var read and > 0 ? read : TakeSeal(destination);

        public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) =>
            used < 0 && await packed.ReadAsync(destination, cancellationToken) is var read and > 0
                ? read
                : TakeSeal(destination.Span);

        private int TakeSeal(Span<byte> destination)
        {
            used = Math.Max(used, 0);
            var taken = Math.Min(destination.Length, PackedSeal.Length - used);
            PackedSeal.AsSpan(used, taken).CopyTo(destination);
            used += taken;
            return taken;
        }
    }
}
