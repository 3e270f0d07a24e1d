using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ReapFunctions.Storage;

/// <summary>
/// The texts of a portfolio's configuration files by relative path with <c>/</c>, such as <c>sources/customers.json</c>: the
/// defaults that ship with the app, overridden file by file by the <c>config</c> container.
/// </summary>
public sealed class ConfigFiles
{
    private const string SourceFolder = "functions/config";
    private const string PortfoliosFolder = "portfolios";
    private const char ByteOrderMark = '\uFEFF';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Null for a file that is no text.
    private readonly SortedDictionary<string, string?> texts = new(StringComparer.Ordinal);
    private string folder = SourceFolder;

    public IEnumerable<string> Names => texts.Keys;

    public bool Has(string name) => texts.ContainsKey(name);

    /// <exception cref="ConfigException">There is no such file, or it is no UTF-8.</exception>
    public string this[string name]
    {
        get => texts.TryGetValue(name, out var text)
            ? text ?? throw new ConfigException([new(name, "$", "The file is no UTF-8. Save it in that encoding.")])
            : throw new ConfigException([Missing(name)]);
        set => texts[name] = value.TrimStart(ByteOrderMark);
    }

    /// <summary>Takes a file as its bytes: UTF-8, with a byte order mark or without.</summary>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            this[name] = Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            texts[name] = null;
        }
    }

    /// <param name="root">The folder that ships with the app.</param>
    /// <param name="portfolio">
    /// A folder under its <c>portfolios</c>, the full path of a folder anywhere, or empty for the root's own files.
    /// </param>
    /// <exception cref="ConfigException">There is no such portfolio.</exception>
    public static ConfigFiles OfDirectory(string root, string portfolio)
    {
        var folder = portfolio.Length == 0 ? root : Path.Combine(root, PortfoliosFolder, portfolio);
        if (Path.IsPathFullyQualified(portfolio) && Directory.Exists(folder))
            return OfFolder(folder);
        if (!Directory.Exists(folder))
            throw new ConfigException([new(portfolio, "$", $"There is no portfolio '{portfolio}'. {Known(root)}")]);
        return OfFolder(folder, portfolio.Length > 0 ? $"{SourceFolder}/{PortfoliosFolder}/{portfolio}" : SourceFolder);
    }

    /// <summary>The text of one file, wherever it lies.</summary>
    /// <exception cref="ConfigException">It is no UTF-8.</exception>
    public static string OfFile(string path)
    {
        var files = new ConfigFiles();
        files.Add(path, File.ReadAllBytes(path));
        return files[path];
    }

    /// <summary>The files of one folder, wherever it lies.</summary>
    /// <param name="shown">What the folder is called where files are missing; null (default) for as it is given.</param>
    public static ConfigFiles OfFolder(string folder, string? shown = null)
    {
        var files = new ConfigFiles { folder = shown ?? folder };
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (!name.StartsWith($"{PortfoliosFolder}/", StringComparison.Ordinal))
                files.Add(name, File.ReadAllBytes(path));
        }
        return files;
    }

    /// <summary>Lays the container's files over these. Read once, at start.</summary>
    public void Overlay(BlobContainerClient container, CancellationToken cancellationToken)
    {
        if (!container.Exists(cancellationToken))
            return;
        foreach (var blob in container.GetBlobs(BlobTraits.None, BlobStates.None, "", cancellationToken))
            if (blob.Name.EndsWith(".json", StringComparison.Ordinal))
            {
                var content = container.GetBlobClient(blob.Name).DownloadContent(cancellationToken).Value.Content;
                Add(blob.Name, content.ToMemory().Span);
            }
    }

    /// <summary>
    /// A file as a record; null, with its faults among <paramref name="faults"/>, when it is not of the record's shape.
    /// </summary>
    public T? Read<T>(string name, List<ConfigFault> faults)
        where T : class
    {
        var before = faults.Count;
        try
        {
            var json = this[name];
            JsonShape.Collect<T>(name, json, faults);
            return faults.Count == before ? ConfigJson.Read<T>(name, json) : null;
        }
        catch (ConfigException fault)
        {
            faults.AddRange(fault.Faults);
            return null;
        }
    }

    private ConfigFault Missing(string name) =>
        new(name, "$", $"The portfolio lacks this file. Add it to {folder} or to the config container.");

    private static string Known(string root)
    {
        var folder = Path.Combine(root, PortfoliosFolder);
        var names = Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(Path.GetFileName).Order().ToArray() : [];
        return $"Set Reap:Portfolio to one of: {string.Join(", ", names)}; or leave it empty for the default.";
    }
}
