using System.IO.Compression;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The entries of a model zip by name, with <c>/</c> between folders whatever the writer's system used.</summary>
/// <remarks>
/// A hostile zip cannot make it allocate much: what all entries may unpack to is limited. Nor can it load code: ML.NET would load
/// the assembly that a component names, and only those of Microsoft.ML are let through.
/// </remarks>
internal static class ModelZip
{
    /// <summary>What a model may unpack to: 64 MB, or twenty times the zip when that is more.</summary>
    private const long MinLimit = 64L << 20;
    private const int LimitPerZipByte = 20;
    private const int MaxEntries = 10_000;

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SortedDictionary<string, byte[]> Unpack(byte[] file)
    {
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var left = Math.Max(MinLimit, (long)file.Length * LimitPerZipByte);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxEntries)
                throw new ModelFileException(
                    $"The zip has {zip.Entries.Count} entries; a model has fewer than {MaxEntries}. Give an ML.NET model.zip.");
            foreach (var entry in zip.Entries)
                entries[entry.FullName.Replace('\\', '/')] = Read(entry, ref left);
        }
        catch (InvalidDataException fault)
        {
            throw new ModelFileException("The file is not a zip, or not a whole one. "
                + "Give an ML.NET model.zip, and copy it again.", fault);
        }
        foreach (var (name, content) in entries)
            RefuseForeignCode(name, content);
        return entries;
    }

    /// <summary>Equal entries give equal bytes: in order of their names, all of one fixed time.</summary>
    public static byte[] Pack(SortedDictionary<string, byte[]> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using var to = entry.Open();
                to.Write(content);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Read(ZipArchiveEntry entry, ref long left)
    {
        using var from = entry.Open();
        using var to = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if ((left -= read) < 0)
                throw new ModelFileException(
                    $"Entry '{entry.FullName}' unpacks to more than a model can hold. Do not use the file.");
            to.Write(buffer, 0, read);
        }
        return to.ToArray();
    }

    private static void RefuseForeignCode(string name, byte[] content)
    {
        if (!ComponentReader.IsComponent(content))
            return;
        var assembly = new ComponentReader(name, content).Assembly;
        if (!assembly.StartsWith("Microsoft.ML", StringComparison.Ordinal))
            throw new ModelFileException(
                $"Entry '{name}' would load the assembly '{assembly}'. Give a model made of ML.NET's own components.");
    }
}
