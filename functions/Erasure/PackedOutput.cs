using System.IO.Compression;
using ReapFunctions.Csv;

namespace ReapFunctions.Erasure;

/// <summary>Packs what is written as the file was that it is copied from; leaves the output open.</summary>
internal abstract class PackedOutput(Stream stream) : IAsyncDisposable
{
    /// <summary>Takes the unpacked bytes; all of them have gone to the output once this is disposed.</summary>
    public Stream Stream => stream;

    /// <param name="source">What is copied.</param>
    public static PackedOutput Of(Stream output, TextSource source) => source.Packing switch
    {
        Packing.Gzip => new GzipOutput(output),
        Packing.Zip => new ZipOutput(output, source.PackedName!),
        _ => new PlainOutput(output),
    };

    public abstract ValueTask DisposeAsync();

    private sealed class PlainOutput(Stream output) : PackedOutput(output)
    {
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class GzipOutput(Stream output)
        : PackedOutput(new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
    {
        public override ValueTask DisposeAsync() => Stream.DisposeAsync();
    }

    /// <summary>
    /// By way of a temporary file: <see cref="ZipArchive"/> ends with synchronous writes, which a blob does not take.
    /// </summary>
    private sealed class ZipOutput : PackedOutput
    {
        private readonly Stream output;
        private readonly FileStream file;
        private readonly ZipArchive archive;

        public ZipOutput(Stream output, string name)
            : this(output, RereadableStream.TemporaryFile(), name)
        {
        }

        private ZipOutput(Stream output, FileStream file, string name)
            : this(output, file, new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true), name)
        {
        }

        private ZipOutput(Stream output, FileStream file, ZipArchive archive, string name)
            : base(Open(archive, name)) =>
            (this.output, this.file, this.archive) = (output, file, archive);

        public override async ValueTask DisposeAsync()
        {
            await using (file)
            {
                await Stream.DisposeAsync();
                archive.Dispose();
                file.Position = 0;
                await file.CopyToAsync(output);
            }
        }

        private static Stream Open(ZipArchive archive, string name)
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            // The same rows give the same bytes, whenever they are written.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return entry.Open();
        }
    }
}
