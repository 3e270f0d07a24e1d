using System.IO.Compression;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The entries of a model zip by normalised name (<c>/</c> between folders, whatever the writer's system used).</summary>
/// <remarks>A hostile zip cannot make it allocate much: what all entries may unpack to is limited.</remarks>
internal sealed class ModelArchive : IDisposable
{
    /// <summary>Most bytes that a model may unpack to: 64 MB, or twenty times the zip when that is more.</summary>
    private const long LeastLimit = 64L << 20;
    private const int LimitPerZipByte = 20;
    private const int MostEntries = 10_000;

    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private long left;

    public ModelArchive(Stream stream)
    {
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries)
                throw new ModelFileException($"The zip has {zip.Entries.Count} entries; a model has fewer than {MostEntries}. Give an ML.NET model.zip.");
            foreach (var entry in zip.Entries)
                entries[entry.FullName.Replace('\\', '/')] = entry;
        }
        catch (InvalidDataException fault)
        {
            throw new ModelFileException("The file is not a zip, or it is cut off. Give an ML.NET model.zip.", fault);
        }
        left = Math.Max(LeastLimit, stream.CanSeek ? stream.Length * LimitPerZipByte : 0);
    }

    public bool Has(string name) => entries.ContainsKey(name);

    /// <summary>An entry's content.</summary>
    public byte[] Read(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
            throw new ModelFileException($"Entry '{name}' is missing. Save the model again with ML.NET or with this library.");
        try
        {
            using var from = entry.Open();
            using var to = new MemoryStream();
            var buffer = new byte[32 * 1024];
            for (int read; (read = from.Read(buffer)) > 0;)
            {
                if ((left -= read) < 0)
                    throw new ModelFileException($"Entry '{name}' unpacks to more than a model can hold. The file is damaged or hostile: do not use it.");
                to.Write(buffer, 0, read);
            }
            return to.ToArray();
        }
        catch (InvalidDataException fault)
        {
            throw new ModelFileException($"Entry '{name}' cannot be unpacked. The file is damaged: copy it again.", fault);
        }
    }

    /// <summary>A component's stream: <c>Model.key</c>, or <c>Model.bin</c> for those that save themselves as bare streams.</summary>
    public ComponentReader Component(string folder)
    {
        var name = Has($"{folder}/Model.key") || !Has($"{folder}/Model.bin") ? $"{folder}/Model.key" : $"{folder}/Model.bin";
        return new ComponentReader(name, Read(name));
    }

    public void Dispose() => zip.Dispose();
}
