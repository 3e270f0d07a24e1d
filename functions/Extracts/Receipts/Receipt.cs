using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>The verdict on an extract.</summary>
public enum ReceiptStatus
{
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>Clean rows are used; something is worth a look.</summary>
    [JsonStringEnumMemberName("accepted with warnings")]
    AcceptedWithWarnings,

    /// <summary>No row of the file is used.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <summary>How often one reason rejected a row.</summary>
/// <param name="Examples">The first few.</param>
public sealed record RejectCount(RejectReason Reason, long Count, IReadOnlyList<Reject> Examples);

/// <summary>
/// The machine-readable account of one extract. Always <see cref="Accepted"/> + <see cref="Repaired"/> + <see cref="Rejected"/> +
/// <see cref="Erased"/> = <see cref="Read"/>. Holds no personal data.
/// </summary>
public sealed record Receipt
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public required string Source { get; init; }

    /// <summary>The drop that the extract belongs to; null when its path says no date.</summary>
    public DateOnly? Date { get; init; }

    public required string File { get; init; }

    public string ETag { get; init; } = "";

    /// <summary>The name under which clean rows are stored; see <see cref="ExtractPath.ExtractId"/>.</summary>
    public string ExtractId { get; init; } = "";

    public required ReceiptStatus Status { get; init; }

    /// <summary>Why the file was refused; null when it was not.</summary>
    public RefusalReason? Refusal { get; init; }

    /// <summary>The verdict in words; ends with what to do when there is something to do.</summary>
    public required string Sentence { get; init; }

    /// <summary>What is worth a look, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// The warnings that are no echo of the refusal: of a file of which no row was read, the sentence names the one cause.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> WarningsToShow => Status == ReceiptStatus.Refused && Read == 0 ? [] : Warnings;

    /// <summary>Who can act on a refusal; empty for a file that is taken.</summary>
    [JsonIgnore]
    public string Actor => Refusal is { } reason ? WhoActs.On(reason) : "";

    /// <summary>Rows read; the header, blank lines and comments are none.</summary>
    public long Read { get; init; }

    /// <summary>Rows taken as they are.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows taken after at least one repair.</summary>
    public long Repaired { get; init; }

    /// <summary>Rows refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows left out because their customers are erased.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Erased { get; init; }

    /// <summary>Cells repaired, by rule.</summary>
    public IReadOnlyDictionary<RepairRule, long> Repairs { get; init; } = new Dictionary<RepairRule, long>();

    /// <summary>By column: cells that are missing because the contract does not list their category.</summary>
    public IReadOnlyDictionary<string, long> Unlisted { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows rejected, by reason, the most frequent first.</summary>
    public IReadOnlyList<RejectCount> Rejects { get; init; } = [];

    /// <summary>Rejected rows that are not in the file of rejects, because it was full.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RejectsLeftOut { get; init; }

    /// <summary>
    /// Leaves to contact or to sell that rows deny which are not kept, be they duplicates or rejected for something else: their
    /// customers are not contacted on those channels, or not sold to, whatever the row says that stays.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Withdrawn { get; init; }

    /// <summary>Of these, by rows that are right but for another row with their key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WithdrawnByDuplicates { get; init; }

    /// <summary>Columns that the contract does not know; they were dropped.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Columns of the contract that the file does not have; their values are missing.</summary>
    public IReadOnlyList<string> MissingColumns { get; init; } = [];

    public long BlankLines { get; init; }

    public long CommentLines { get; init; }

    /// <summary>Size of the file as uploaded.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the file as uploaded, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The encoding that the file was read in.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Clean rows by bucket.</summary>
    public IReadOnlyList<long> RowsByBucket { get; init; } = [];

    /// <summary>The clean rows' columns.</summary>
    public IReadOnlyList<ColumnProfile> Columns { get; init; } = [];

    /// <summary>How the extract compares with those of the nights before; null when there are none, or it is refused.</summary>
    public DriftReport? Drift { get; init; }

    /// <summary>When cleaning began.</summary>
    public DateTimeOffset CleanedAt { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The receipt of a file that was refused before it was read.</summary>
    public static Receipt Refused(string source, DateOnly? date, string file, string etag, Refusal refusal, DateTimeOffset at) =>
        new()
        {
            Source = source,
            Date = date,
            File = file,
            ETag = etag,
            Status = ReceiptStatus.Refused,
            Refusal = refusal.Reason,
            Sentence = refusal.Sentence,
            CleanedAt = at,
        };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">The text is no receipt.</exception>
    public static Receipt FromJson(string json) =>
        JsonSerializer.Deserialize<Receipt>(json, Json) ?? throw new JsonException("The receipt is null.");
}
