using System.Text.Json.Serialization;

namespace ReapFunctions.Runs;

/// <summary>A clean extract as the drop of its date knows it: where its rows lie and what they add up to.</summary>
public sealed record DropExtract
{
    public required string Source { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>The folder of its clean rows in the <c>clean</c> container.</summary>
    public required string Folder { get; init; }

    /// <summary>The upload's name in the container <c>extracts</c>.</summary>
    [JsonIgnore]
    public string File => Folder[..Math.Max(Folder.LastIndexOf('.'), 0)];

    /// <summary>The upload whose corrected rows it brings and in whose place it stands; null for an extract of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrects { get; init; }

    /// <summary>The upload that it is, or in the place of which it stands.</summary>
    [JsonIgnore]
    public string StandsFor => Corrects ?? File;

    /// <summary>SHA-256 of the uploaded bytes, in hex: two uploads of the same bytes are the same extract.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// When the upload was complete, by the storage service's clock; the later of two uploads of one source and date counts.
    /// </summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>
    /// Clean rows by bucket, as they were cleaned; a run counts them again when it opens, since customers may have been erased.
    /// </summary>
    public required IReadOnlyList<long> RowsByBucket { get; init; }

    public long Rows => RowsByBucket.Sum();

    /// <summary>Rows of the upload, as its receipt counts them.</summary>
    public long Read { get; init; }

    /// <summary>Of these, rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>Leaves to contact or to sell that rows deny which were not kept: they lie beside the clean rows.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Of the rejected, those whose key or id another row has.</summary>
    public long Duplicates { get; init; }
}
