using System.IO.Compression;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The entries of a model zip while it is written; steps of the pipeline are numbered as they come.</summary>
internal sealed class ModelEntries : IDisposable
{
    public const string Root = "TransformerChain";

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip;

    public ModelEntries(Stream stream) => zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Steps given out so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The folder of the next step of the chain.</summary>
    public string NextStep() => $"{Root}/Transform_{Steps++:D3}";

    public void Add(string folder, ComponentWriter writer) => Add($"{folder}/Model.key", writer.ToArray());

    /// <summary>Entries carry one fixed time, so that equal models give equal files.</summary>
    public void Add(string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }

    public void Dispose() => zip.Dispose();
}
