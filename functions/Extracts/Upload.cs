using Azure;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts;

/// <summary>One version of one uploaded blob.</summary>
/// <param name="Name">Of the blob in its container.</param>
/// <param name="Current">The blob's own ETag, which an erasure changes and the version keeps.</param>
/// <param name="Kept">The blob of the copy that this is, where another upload has its name; null (default) for none.</param>
public sealed record Upload(string Name, UploadVersion Version, ETag Current, string? Kept = null)
{
    /// <summary>What everything made of it is stored under; see <see cref="ExtractPath.IdOf"/>.</summary>
    public string Id => ExtractPath.IdOf(Name, Version.ETag);

    /// <summary>Whether an erasure has written it anew: rows of the erased stand in it without values.</summary>
    public bool IsRewritten => Version.ETag != Current.ToString();
}
