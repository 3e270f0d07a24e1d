using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>An extract in the storage account.</summary>
/// <param name="Path">Where it stands in the container <c>extracts</c>.</param>
/// <param name="ExtractId">The version of it: its receipt and its clean rows are found by this.</param>
internal sealed record UploadedExtract(ExtractPath Path, string ExtractId)
{
    /// <summary>Why the running app was not told of it and has to find it; null when it was, or none is known.</summary>
    public string? Unannounced { get; init; }
}
