using System.IO.Compression;
using System.IO.Hashing;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// The only file of a zip archive, unpacked; throws where it ends too early, or is not what its checksum says.
/// </summary>
/// <remarks>
/// What an archive holds stands at its end, so it is read from a temporary copy. <see cref="ZipArchive"/> alone does not compare
/// checksums. Folders, and what macOS adds beside a file, are not counted.
/// </remarks>
internal sealed class ZippedFile : ReadOnlyStream
{
    private readonly ZipArchive archive;
    private readonly ZipArchiveEntry entry;
    private readonly Stream content;
    private readonly Crc32 checksum = new();
    private long length;

    private ZippedFile(ZipArchive archive, ZipArchiveEntry entry, Stream content)
    {
        this.archive = archive;
        this.entry = entry;
        this.content = content;
    }

    /// <summary>The file's name in the archive.</summary>
    public string Name => entry.FullName;

    /// <summary>Whether a file that begins so is a zip archive.</summary>
    public static bool IsZip(ReadOnlySpan<byte> magic) =>
        magic is [0x50, 0x4B, 3, 4, ..] or [0x50, 0x4B, 5, 6, ..] or [0x50, 0x4B, 7, 8, ..];

    /// <param name="copy">The archive; closed with this, also when it cannot be opened.</param>
    /// <exception cref="UnreadableFileException">Not one file, or one that is not read.</exception>
    /// <exception cref="InvalidDataException">Damaged, or cut short.</exception>
    public static async Task<ZippedFile> OpenAsync(Stream copy, CancellationToken cancellationToken)
    {
        ZipArchive? archive = null;
        try
        {
            archive = await ZipArchive.CreateAsync(copy, ZipArchiveMode.Read, leaveOpen: false, null, cancellationToken);
            var entry = OnlyFile(archive);
            return new ZippedFile(archive, entry, await ContentAsync(entry, cancellationToken));
        }
        catch
        {
            await copy.DisposeAsync();
            archive?.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer) => Note(content.Read(buffer), buffer);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Note(await content.ReadAsync(buffer, cancellationToken), buffer.Span);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            archive.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Note(int read, Span<byte> buffer)
    {
        checksum.Append(buffer[..read]);
        length += read;
        if (read == 0 && buffer.Length > 0 && (length != entry.Length || checksum.GetCurrentHashAsUInt32() != entry.Crc32))
            throw new InvalidDataException("The file in the zip archive is not what its checksum says.");
        return read;
    }

    private static ZipArchiveEntry OnlyFile(ZipArchive archive)
    {
        if (archive.Entries.Any(entry => entry.FullName is "[Content_Types].xml" or "mimetype"))
            throw new UnreadableFileException(
                FileFault.Workbook,
                "The file is an Excel workbook or another office document, whatever its name. "
                    + UnreadableFileException.SaveWorkbook);
        var files = archive.Entries.Where(entry => !IsBeside(entry.FullName)).ToList();
        if (files.Count != 1)
            throw new UnreadableFileException(
                FileFault.UnfitZip,
                files.Count == 0
                    ? "The zip archive holds no file. Check the job that writes it and upload it again."
                    : $"The zip archive holds {files.Count} files; one is read. Pack each file into an archive of its own, or "
                        + "upload them unpacked, each under its source and date.");
        return !files[0].IsEncrypted
            ? files[0]
            : throw new UnreadableFileException(
                FileFault.Encrypted,
                "The zip archive is under a password, which is not read. Upload it without one; the way here and the storage "
                    + "are encrypted.");
    }

    private static async Task<Stream> ContentAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await entry.OpenAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException(
                FileFault.UnfitZip,
                "The file in the zip archive does not unpack: it is damaged, or packed by a method that is not read. Pack it "
                    + "with Deflate, the usual one, or with gzip, and upload it again.");
        }
    }

    /// <summary>Whether it is a folder, or what macOS adds.</summary>
    private static bool IsBeside(string name) =>
        name.EndsWith('/') || name.StartsWith("__MACOSX/", StringComparison.Ordinal) || Path.GetFileName(name) == ".DS_Store";
}
