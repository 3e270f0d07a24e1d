namespace ReapFunctions.Csv;

/// <summary>An upload that can be read twice: itself where it can seek, else a temporary file that goes away with it.</summary>
internal sealed class RereadableStream : IAsyncDisposable
{
    private readonly long start;
    private readonly bool isCopy;

    private RereadableStream(Stream stream, bool isCopy)
    {
        Stream = stream;
        this.isCopy = isCopy;
        start = isCopy ? 0 : stream.Position;
    }

    public Stream Stream { get; }

    public static async Task<RereadableStream> OfAsync(Stream upload, CancellationToken cancellationToken)
    {
        if (upload.CanSeek)
            return new(upload, isCopy: false);
        var copy = TemporaryFile();
        await upload.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return new(copy, isCopy: true);
    }

    public void Rewind() => Stream.Position = start;

    public ValueTask DisposeAsync() => isCopy ? Stream.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>A file that the system removes when it is closed.</summary>
    public static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
}
