using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Puts extracts where the night begins: <c>extracts/{source}/{yyyy-MM-dd}/{file}</c>.</summary>
internal static partial class Uploads
{
    /// <returns>The blob's name within the container.</returns>
    /// <exception cref="EnvironmentException">There is no such file.</exception>
    public static async Task<string> UploadAsync(
        string storage, string file, string source, DateOnly date, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new EnvironmentException($"There is no file '{file}'. Check the path.");
        var container = new BlobContainerClient(Connection(storage), Containers.Extracts);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var name = $"{source}/{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{Path.GetFileName(file)}";
        await using var content = File.OpenRead(file);
        progress?.Report($"{content.Length / 1e6:N1} MB");
        await container.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellation);
        return name;
    }

    /// <summary>The date that a file's path gives away, such as <c>customers/2026-11-21/customers.csv</c>; null without one.</summary>
    public static DateOnly? DateIn(string path)
    {
        foreach (var match in IsoDate().Matches(path).Reverse())
        {
            if (DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date;
        }
        return null;
    }

    /// <exception cref="EnvironmentException">The text is no connection string.</exception>
    private static string Connection(string storage)
    {
        try
        {
            _ = new BlobServiceClient(storage);
            return storage;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new EnvironmentException(
                "--storage is no connection string. Copy it from the storage account's access keys, or write UseDevelopmentStorage=true for an Azurite on its usual ports.",
                fault);
        }
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex IsoDate();
}
