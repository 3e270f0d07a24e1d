using System.IO.Compression;
using System.Text;

namespace ReapFunctions.Tests.Extracts;

/// <summary>Zip archives as tests need them.</summary>
internal static class Zips
{
    public static byte[] Of(params (string Name, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var file = archive.CreateEntry(name).Open();
                file.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return packed.ToArray();
    }

    /// <summary>The archive with bytes in the headers of its files changed.</summary>
    /// <param name="local">Where in a file's own header.</param>
    /// <param name="central">Where in its entry at the archive's end.</param>
    public static byte[] Marked(byte[] zip, int local, int central, byte value)
    {
        zip[local] = value;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + central] = value;
        return zip;
    }
}
