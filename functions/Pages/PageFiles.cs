using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ReapFunctions.Pages;

/// <summary>A file of the pages as it is served.</summary>
/// <param name="Packed">The content as Brotli packs it.</param>
internal sealed record ServedFile(string ContentType, byte[] Content, byte[] Packed);

/// <summary>
/// The files of the pages, as they come with the app: only these can be asked for, whatever a path says. All but the first page
/// are named below one version, a hash of them all, so that a browser may keep them for ever.
/// </summary>
internal sealed partial class PageFiles
{
    /// <summary>The first page; it names the files of its version.</summary>
    public const string FirstPage = "index.html";

    /// <summary>What stands in the first page for the version.</summary>
    private const string VersionMark = "{version}";

    private const string Folder = "app/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Lazy<PageFiles> Embedded = new(() => new PageFiles(Read()));

    private readonly FrozenDictionary<string, ServedFile> files;

    private PageFiles(IReadOnlyDictionary<string, byte[]> contents)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in contents.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            all.AppendData(Encoding.UTF8.GetBytes(name));
            all.AppendData(content);
        }
        Version = Convert.ToHexStringLower(all.GetHashAndReset())[..16];
        files = PageBundle.Join(contents.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)))
            .ToFrozenDictionary(
                file => file.Key is FirstPage ? FirstPage : $"{Version}/{file.Key}",
                file => Served(file.Key, Encoding.UTF8.GetBytes(Content(file.Key, file.Value))),
                StringComparer.Ordinal);
    }

    public static PageFiles OfTheApp => Embedded.Value;

    /// <summary>The hash of all files.</summary>
    public string Version { get; }

    /// <summary>All files, by their paths below <c>/app/</c>.</summary>
    public IReadOnlyDictionary<string, ServedFile> All => files;

    /// <param name="path">Below <c>/app/</c>; null for the first page.</param>
    /// <returns>Null when there is no such file.</returns>
    public ServedFile? Find(string? path) => files.GetValueOrDefault(path ?? FirstPage);

    private static ServedFile Served(string name, byte[] content) =>
        new(Types[Path.GetExtension(name)], content, Packed(content));

    private string Content(string name, string written) =>
        name is FirstPage ? written.Replace(VersionMark, Version, StringComparison.Ordinal)
        : Path.GetExtension(name) is not (".js" or ".css") ? written
        : IsTranslation(name) ? WithoutKeys(Bare(written))
        : Bare(written);

    /// <summary>Whether a file holds texts that another has the keys of.</summary>
    private static bool IsTranslation(string name) =>
        name.StartsWith("words.", StringComparison.Ordinal) && name is not ("words.js" or "words.en.js");

    /// <summary>
    /// Texts alone, in the order of the English ones, which every language keeps: their keys would be a third of the file.
    /// </summary>
    internal static string WithoutKeys(string texts) =>
        Key().Replace(texts, "").Replace("export default {", "export default [", StringComparison.Ordinal)
            .Replace("\n};", "\n];", StringComparison.Ordinal);

    /// <summary>Each text stands on a line of its own, with its key in front.</summary>
    [GeneratedRegex(@"(?m)^(?:\w+|'[\w. -]+'): ")]
    private static partial Regex Key();

    /// <summary>
    /// Code without its comments and its indentation, which nobody reads in a browser. Comments are lines of their own, and no
    /// text of the pages runs over a line's end.
    /// </summary>
    internal static string Bare(string code)
    {
        var bare = new StringBuilder(code.Length);
        var inComment = false;
        foreach (var line in code.AsSpan().EnumerateLines())
        {
            var said = line.Trim();
            var isComment = inComment || said.StartsWith("//") || said.StartsWith("/*");
            inComment = (inComment || said.StartsWith("/*")) && !said.EndsWith("*/");
            if (!isComment && !said.IsEmpty)
                bare.Append(said).Append('\n');
        }
        return bare.ToString();
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            brotli.Write(content);
        return packed.ToArray();
    }

    private static Dictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var contents = new Dictionary<string, byte[]>();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            contents[name[Folder.Length..].Replace('\\', '/')] = content;
        }
        return contents;
    }
}
