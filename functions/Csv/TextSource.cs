using System.Security.Cryptography;
using ReapFunctions.Csv.Packed;

namespace ReapFunctions.Csv;

/// <summary>
/// An uploaded file as UTF-8: counts and hashes the bytes as uploaded, unpacks it, takes off the byte order mark, and converts
/// other encodings. What is no text in the file's encoding becomes bytes that are no UTF-8 either, so that it is found and not
/// lost.
/// </summary>
internal sealed class TextSource : IAsyncDisposable
{
    /// <summary>How much of the file is looked at to tell text from other things.</summary>
    private const int HeadLength = 64 * 1024;

    private readonly HashingStream upload;
    private readonly Stream content;
    private readonly byte[] head;
    private readonly Transcoder? transcoder;
    private int headUsed;

    private TextSource(
        HashingStream upload, Stream content, byte[] head, Packing packing, TextEncoding encoding, int mark)
    {
        this.upload = upload;
        this.content = content;
        this.head = head;
        Packing = packing;
        Encoding = encoding;
        ByteOrderMark = headUsed = mark;
        transcoder = Transcoder.For(encoding);
    }

    public Packing Packing { get; }

    /// <summary>The name of the file in its archive; null when there is none.</summary>
    public string? PackedName => (content as ZippedFile)?.Name;

    public TextEncoding Encoding { get; }

    /// <summary>Length of the byte order mark, 0 when there is none.</summary>
    public int ByteOrderMark { get; }

    /// <summary>The first bytes of the file, unpacked but not converted.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Bytes as uploaded; complete after <see cref="DrainAsync"/>.</summary>
    public long UploadedBytes => upload.Count;

    /// <param name="encoding">The contract's; a byte order mark wins over it.</param>
    /// <exception cref="UnreadableFileException">A packed file that cannot be unpacked.</exception>
    public static async Task<TextSource> OpenAsync(Stream stream, TextEncoding encoding, CancellationToken cancellationToken)
    {
        var upload = new HashingStream(stream);
        var magic = await FirstAsync(upload, 4, cancellationToken);
        var packing = PackingOf(magic, stream.CanSeek);
        Stream content = new PrefixedStream(magic, upload);
        try
        {
            content = packing switch
            {
                Packing.Gzip => new WholeGzipStream(content),
                Packing.Zip => await ZippedFile.OpenAsync(await CopyAsync(content, cancellationToken), cancellationToken),
                Packing.Parquet => await ParquetText.OpenAsync(await CopyAsync(content, cancellationToken), cancellationToken),
                _ => content,
            };
            var head = await FirstAsync(content, HeadLength, cancellationToken);
            var (marked, mark) = MarkOf(head);
            return new TextSource(upload, content, head, packing, marked ?? encoding, mark);
        }
        catch (Exception fault)
        {
            await content.DisposeAsync();
            throw fault is InvalidDataException ? Damaged(packing) : fault;
        }
    }

    /// <summary>Fills a buffer with UTF-8; less than its length only at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">A packed file that is damaged, or ends too early.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < into.Length)
        {
            var read = transcoder is null
                ? await ReadContentAsync(into[filled..], cancellationToken)
                : await transcoder.ReadAsync(ReadContentAsync, into[filled..], cancellationToken);
            if (read == 0)
                break;
            filled += read;
        }
        return filled;
    }

    /// <summary>The bytes that text read from here has in the file.</summary>
    public int LengthInFile(ReadOnlySpan<byte> utf8) => transcoder?.LengthBefore(utf8) ?? utf8.Length;

    /// <summary>Reads what is left of the upload, so that its checksum is of the whole.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[HeadLength];
        while (await upload.ReadAsync(rest, cancellationToken) > 0)
        {
        }
    }

    /// <summary>SHA-256 of the bytes as uploaded, in lower-case hex.</summary>
    public string Sha256() => upload.Sha256();

    public ValueTask DisposeAsync() => content.DisposeAsync();

    private async ValueTask<int> ReadContentAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        if (headUsed < head.Length)
        {
            var length = Math.Min(into.Length, head.Length - headUsed);
            head.AsSpan(headUsed, length).CopyTo(into.Span);
            headUsed += length;
            return length;
        }
        try
        {
            return await content.ReadAsync(into, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw Damaged(Packing);
        }
    }

    private static Packing PackingOf(ReadOnlySpan<byte> magic, bool canSeek) =>
        ZippedFile.IsZip(magic) ? Packing.Zip
        : canSeek && ParquetText.IsParquet(magic) ? Packing.Parquet
        : magic is [0x1F, 0x8B, ..] ? Packing.Gzip
        : Packing.None;

    private static UnreadableFileException Damaged(Packing packing) => packing switch
    {
        Packing.Gzip => new(FileFault.DamagedGzip, "The gzip file is damaged or ends too early."),
        Packing.Zip => new(FileFault.DamagedZip, "The zip archive is damaged or ends too early."),
        _ => new(FileFault.DamagedParquet, "The Parquet file is damaged or ends too early."),
    };

    private static async Task<Stream> CopyAsync(Stream upload, CancellationToken cancellationToken)
    {
        var copy = RereadableStream.TemporaryFile();
        await upload.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return copy;
    }

    private static async Task<byte[]> FirstAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var first = new byte[length];
        var read = await stream.ReadAtLeastAsync(first, length, throwOnEndOfStream: false, cancellationToken);
        return first[..read];
    }

    private static (TextEncoding? Encoding, int Length) MarkOf(byte[] head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextEncoding.Utf8, 3),
        // Four bytes are UTF-32's, which is refused.
        [0xFF, 0xFE, 0, 0, ..] => (TextEncoding.Utf8, 0),
        [0xFF, 0xFE, ..] => (TextEncoding.Utf16LittleEndian, 2),
        [0xFE, 0xFF, ..] => (TextEncoding.Utf16BigEndian, 2),
        _ => (null, 0),
    };

    /// <summary>Counts and hashes what is read through it; leaves the inner stream open.</summary>
    private sealed class HashingStream(Stream inner) : ReadOnlyStream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Count { get; private set; }

        public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

        public override int Read(Span<byte> buffer) => Note(inner.Read(buffer), buffer);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Note(await inner.ReadAsync(buffer, cancellationToken), buffer.Span);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                hash.Dispose();
            base.Dispose(disposing);
        }

        private int Note(int read, ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer[..read]);
            Count += read;
            return read;
        }
    }

    /// <summary>Bytes already read, then the rest of their stream.</summary>
    private sealed class PrefixedStream(byte[] prefix, Stream rest) : ReadOnlyStream
    {
        private int used;

        public override int Read(Span<byte> buffer) => FromPrefix(buffer) is var length and > 0 ? length : rest.Read(buffer);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            FromPrefix(buffer.Span) is var length and > 0 ? length : await rest.ReadAsync(buffer, cancellationToken);

        private int FromPrefix(Span<byte> buffer)
        {
            var length = Math.Min(buffer.Length, prefix.Length - used);
            prefix.AsSpan(used, length).CopyTo(buffer);
            used += length;
            return length;
        }
    }
}
