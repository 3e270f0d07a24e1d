using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Where an extract goes.</summary>
/// <param name="Storage">The connection string of the storage account.</param>
/// <param name="App">The running app that is told of it at once; null when none is known, and it finds the upload by
/// itself.</param>
/// <param name="Key">The key that the app is called with; null when it asks for none.</param>
internal sealed record Destination(string Storage, Uri? App, string? Key = null);

/// <summary>Puts extracts where the night begins: <c>extracts/{source}/{yyyy-MM-dd}/{file}</c>.</summary>
internal static partial class Uploader
{
    /// <summary>Where a file goes.</summary>
    /// <param name="today">Its date may lie a day ahead.</param>
    /// <exception cref="UsageException">The app would refuse the file, whatever stands in it.</exception>
    /// <exception cref="EnvironmentException">There is no such file.</exception>
    public static ExtractPath PathOf(string file, string source, DateOnly date, DateOnly today)
    {
        if (!File.Exists(file))
            throw new EnvironmentException($"There is no file '{file}'. Check the path.");
        var name = new ExtractPath(source, date, Path.GetFileName(file)).ToString();
        if (!ExtractPath.TryParse(name, today, out var path, out var refusal))
            throw new UsageException($"'{file}' cannot be uploaded. {refusal.Sentence}");
        // Devices and pipes have no length; to open one could wait for ever.
        if (LengthOf(file) == 0)
            throw new UsageException($"'{file}' is empty, or no plain file. Give a CSV file with rows.");
        return path;
    }

    /// <summary>
    /// Uploads a file; one that is there already, byte for byte, stays, since its run has been or is being made. One that was
    /// refused is uploaded again: what it lacked, such as the contract or a reference, may be there by now.
    /// </summary>
    /// <exception cref="EnvironmentException">There is no such file, or no such storage account.</exception>
    public static async Task<UploadedExtract> UploadAsync(
        Destination destination, string file, string source, DateOnly date, IProgress<string>? progress,
            CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new EnvironmentException($"There is no file '{file}'. Check the path.");
        var container = await ContainerAsync(destination.Storage, cancellationToken);
        var path = new ExtractPath(source, date, Path.GetFileName(file));
        var blob = container.GetBlobClient(path.ToString());
        await using var content = File.OpenRead(file);
        progress?.Report($"{content.Length / 1e6:N1} MB");
#pragma warning disable CA5351 // Content-MD5 is what the storage service keeps; it protects nothing here.
        var hash = await MD5.HashDataAsync(content, cancellationToken);
#pragma warning restore CA5351
        if (await ThereAsync(blob, hash, cancellationToken) is { } there
            && !await IsRefusedAsync(destination.Storage, path.ExtractId(there), cancellationToken))
            return new UploadedExtract(path, path.ExtractId(there));
        content.Position = 0;
        // A file larger than one request has a hash only when it is given one.
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentHash = hash } };
        var uploaded = await blob.UploadAsync(content, options, cancellationToken);
        var etag = uploaded.Value.ETag;
        return new UploadedExtract(path, path.ExtractId(etag.ToString()))
        {
            Unannounced = destination.App is { } app
                ? await BlobAnnouncer.AnnounceAsync(app, destination.Key, blob.Uri, etag, cancellationToken)
                : null,
        };
    }

    /// <summary>
    /// The date that a file's path gives away, such as <c>customers/2026-11-21/customers.csv</c>; null without one.
    /// </summary>
    public static DateOnly? DateIn(string path)
    {
        foreach (var match in IsoDate().Matches(path).Reverse())
        {
            if (DateOnly.TryParseExact(
                match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date;
        }
        return null;
    }

    private static long LengthOf(string file)
    {
        var info = new FileInfo(file);
        return info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : info.Length;
    }

    /// <summary>The ETag of the blob when it holds these bytes.</summary>
    private static async Task<string?> ThereAsync(BlobClient blob, byte[] hash, CancellationToken cancellationToken)
    {
        if (!await blob.ExistsAsync(cancellationToken))
            return null;
        var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        return properties.ContentHash is { } there && there.AsSpan().SequenceEqual(hash) ? properties.ETag.ToString() : null;
    }

    private static async Task<bool> IsRefusedAsync(string storage, string extractId, CancellationToken cancellationToken)
    {
        var receipts = new BlobContainerClient(storage, Containers.Receipts);
        var receipt = await receipts.ReadJsonAsync<JsonObject>(ReceiptStore.Name(extractId), cancellationToken);
        return (string?)receipt?["status"] == EnumName.Of(ReceiptStatus.Refused);
    }

    /// <exception cref="EnvironmentException">The text is no connection string, or nothing answers there.</exception>
    private static async Task<BlobContainerClient> ContainerAsync(string storage, CancellationToken cancellationToken)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 2 } };
        try
        {
            var container = new BlobContainerClient(storage, Containers.Extracts, options);
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return container;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new EnvironmentException(
                "--storage is no connection string. Copy it from the storage account's access keys, or write "
                    + "UseDevelopmentStorage=true for an Azurite on its usual ports.",
                fault);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            var cause = fault is AggregateException several ? several.InnerExceptions[0] : fault;
            throw new EnvironmentException(
                $"The storage account does not answer: {cause.Message.Split('\n')[0]}. Check --storage; 'reap up' starts one "
                    + "and prints its connection string.", fault);
        }
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex IsoDate();
}
