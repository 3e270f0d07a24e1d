using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>The totals of a receipt: what the list of runs shows of it.</summary>
/// <param name="File">The upload's name in the container <c>extracts</c>.</param>
/// <param name="Erased">Rows left out because their customers are erased.</param>
/// <param name="Receipt">The name of the whole receipt in the container <c>receipts</c>.</param>
public sealed record ReceiptSummary(
    string Source,
    DateOnly? Date,
    string File,
    ReceiptStatus Status,
    RefusalReason? Refusal,
    string Sentence,
    long Read,
    long Accepted,
    long Repaired,
    long Rejected,
    long Erased,
    IReadOnlyDictionary<RepairRule, long> Repairs,
    IReadOnlyDictionary<RejectReason, long> Rejects,
    DateTimeOffset UploadedAt,
    string Receipt)
{
    public static ReceiptSummary From(Receipt receipt, DateTimeOffset uploadedAt) => new(
        receipt.Source,
        receipt.Date,
        receipt.File,
        receipt.Status,
        receipt.Refusal,
        receipt.Sentence,
        receipt.Read,
        receipt.Accepted,
        receipt.Repaired,
        receipt.Rejected,
        receipt.Erased,
        receipt.Repairs,
        receipt.Rejects.ToDictionary(reject => reject.Reason, reject => reject.Count),
        uploadedAt,
        ReceiptStore.Name(receipt.ExtractId));
}
