using System.Text.Json.Nodes;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The account of one extract.</summary>
/// <param name="Status"><c>clean</c> or <c>refused</c>.</param>
/// <param name="Accepted">Rows taken as they are.</param>
/// <param name="Repaired">Rows taken after repairs.</param>
/// <param name="Reasons">Rejected rows by reason, most first.</param>
/// <param name="Repairs">Repaired cells by rule, most first.</param>
/// <param name="Sentence">Why it was refused; null otherwise.</param>
internal sealed record ReceiptLine(
    string Source, string Blob, string Status, long Read, long Accepted, long Repaired, long Rejected,
    IReadOnlyList<(string Name, long Count)> Reasons, IReadOnlyList<(string Name, long Count)> Repairs, string? Sentence)
{
    public bool Refused => Status.Equals("refused", StringComparison.OrdinalIgnoreCase);

    /// <summary>Rows that go into the snapshot.</summary>
    public long Clean => Accepted + Repaired;

    /// <summary>Whether every row read is accounted for.</summary>
    public bool Agrees => Read == Accepted + Repaired + Rejected;

    /// <summary>The receipts in the answer of <c>GET /api/runs</c>.</summary>
    public static IReadOnlyList<ReceiptLine> All(JsonNode runs) => [.. runs.Items("receipts").Select(Of)];

    public static ReceiptLine Of(JsonNode receipt) => new(
        receipt.Text("source") ?? "",
        receipt.Text("blob") ?? receipt.Text("file") ?? "",
        receipt.Text("status") ?? "",
        receipt.Count("read") ?? 0,
        receipt.Count("accepted") ?? 0,
        receipt.Count("repaired") ?? 0,
        receipt.Count("rejected") ?? 0,
        Counts(receipt, "rejects", "reasons", "rejectReasons"),
        Counts(receipt, "repairs", "repairRules"),
        receipt.Text("refusal") ?? receipt.Text("sentence") ?? receipt.Text("reason"));

    private static List<(string Name, long Count)> Counts(JsonNode receipt, params string[] names) =>
    [
        .. names.SelectMany(name => receipt.Members(name))
            .Where(member => member.Value is JsonValue)
            .Select(member => (member.Name, Count: (long)member.Value.GetValue<double>()))
            .OrderByDescending(member => member.Count),
    ];
}
