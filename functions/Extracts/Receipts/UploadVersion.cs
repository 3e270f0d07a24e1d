using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// Which version of an upload a blob holds. An upload that was rewritten without an erased person carries in its metadata what it
/// was before: to every later step it is the extract that it was, so nothing is cleaned or scored again.
/// </summary>
/// <param name="ETag">Of the blob as it was uploaded.</param>
/// <param name="UploadedAt">When that was.</param>
public sealed record UploadVersion(string ETag, DateTimeOffset UploadedAt)
{
    private const string ETagKey = "reapetag";
    private const string UploadedKey = "reapuploadedat";
    private const string LengthKey = "reaplength";

    public static UploadVersion Of(BlobProperties blob) => From(blob.Metadata, blob.ContentLength, blob.ETag, blob.LastModified);

    /// <summary>The same of a blob in a listing with metadata.</summary>
    public static UploadVersion Of(BlobItem blob) =>
        From(blob.Metadata, blob.Properties.ContentLength, blob.Properties.ETag, blob.Properties.LastModified ?? default);

    private static UploadVersion From(
        IDictionary<string, string>? metadata, long? bytes, ETag? current, DateTimeOffset modified) =>
        metadata is not null
        && metadata.TryGetValue(ETagKey, out var etag)
        && metadata.TryGetValue(UploadedKey, out var uploaded)
        && DateTimeOffset.TryParse(uploaded, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
        // A new upload that took the metadata along is hardly ever of the same length.
        && metadata.TryGetValue(LengthKey, out var length)
        && length == bytes?.ToString(CultureInfo.InvariantCulture)
            ? new UploadVersion(etag, at)
            : new UploadVersion(current.ToString()!, modified);

    /// <summary>The metadata of content that stands for this version.</summary>
    public IDictionary<string, string> Metadata(long length) => new Dictionary<string, string>
    {
        [ETagKey] = ETag,
        [UploadedKey] = UploadedAt.ToString("O", CultureInfo.InvariantCulture),
        [LengthKey] = length.ToString(CultureInfo.InvariantCulture),
    };
}
