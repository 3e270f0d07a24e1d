using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>The verdict on an extract, in words.</summary>
internal static class Verdict
{
    public static Receipt On(Receipt receipt, Refusal? refusal, HeaderPlan? header, IReadOnlyList<string> warnings)
    {
        var found = Warnings(receipt, header, warnings).ToList();
        receipt = receipt with
        {
            UnknownColumns = header?.UnknownNames ?? [],
            MissingColumns = [.. header?.Missing.Select(column => column.Field.Name) ?? []],
            Warnings = found,
        };
        if (refusal is not null)
            return receipt with { Status = ReceiptStatus.Refused, Refusal = refusal.Reason, Sentence = refusal.Sentence };
        var repaired = receipt.Repaired == 0 ? "" : $", {receipt.Repaired} of them after repair";
        var taken = receipt.Read == 1
            ? $"The only row is taken{(receipt.Repaired == 0 ? "" : ", after repair")}"
            : $"All {receipt.Read} rows are taken{repaired.Replace(" of them", "", StringComparison.Ordinal)}";
        if (receipt.Rejected + receipt.Erased > 0)
            taken = $"{receipt.Accepted + receipt.Repaired} of {receipt.Read} rows "
                + $"{(receipt.Accepted + receipt.Repaired == 1 ? "is" : "are")} taken{repaired}";
        if (header is { Width: 1 })
            taken = $"The file was read as one column of {receipt.Read} rows. Check dialect.delimiter of the contract";
        if (receipt.Erased > 0)
            taken += $"; {receipt.Erased} are of erased customers and left out";
        return receipt with
        {
            Status = found.Count == 0 && header is not { Width: 1 } ? ReceiptStatus.Accepted : ReceiptStatus.AcceptedWithWarnings,
            Sentence = found.Count == 0 ? $"{taken}." : $"{taken}. {found[0]}",
        };
    }

    /// <summary>The verdict once the extract is compared with the nights before.</summary>
    public static Receipt Compared(Receipt receipt, DriftReport? drift)
    {
        if (drift is null || receipt.Status == ReceiptStatus.Refused)
            return receipt;
        List<string> moved = [.. drift.Warnings()];
        return moved.Count == 0 ? receipt with { Drift = drift } : receipt with
        {
            Drift = drift,
            Warnings = [.. receipt.Warnings, .. moved],
            Status = ReceiptStatus.AcceptedWithWarnings,
            Sentence = receipt.Warnings.Count == 0 ? $"{receipt.Sentence} {moved[0]}" : receipt.Sentence,
        };
    }

    private static IEnumerable<string> Warnings(Receipt receipt, HeaderPlan? header, IReadOnlyList<string> warnings)
    {
        if (receipt.Rejected > 0)
            yield return $"{receipt.Rejected} {(receipt.Rejected == 1 ? "row is" : "rows are")} rejected. "
                + RejectText.WhatToDo(receipt.File);
        if (receipt.WithdrawnByDuplicates > 0)
            yield return $"Duplicates that are not kept deny a contact or a sale in {receipt.WithdrawnByDuplicates} cells: it is "
                + "denied, whatever the row says that stays.";
        foreach (var (column, cells) in receipt.Unlisted)
            yield return $"{RejectText.Count(cells, "value")} of {column} {(cells == 1 ? "is" : "are")} not among those that the "
                + $"contract lists, and count{(cells == 1 ? "s" : "")} as missing. Correct them at the source and upload the "
                + "file again, or add them to the contract.";
        if (receipt.RejectsLeftOut > 0)
            yield return $"{receipt.RejectsLeftOut} of the rejected rows are not in the file of rejects, which is full. Correct "
                + "their cause at its source and upload the whole file again.";
        if (header is { Missing.Count: > 0 })
            yield return $"The file lacks {string.Join(", ", header.Missing.Select(column => column.Field.Name))}; their "
                + "values are missing. Deliver them, or remove them from the contract.";
        if (header is { UnknownNames.Count: > 0 })
            yield return $"The contract does not know {string.Join(", ", header.UnknownNames.Take(20))}; they were dropped. Add "
                + "them to the contract if they matter.";
        foreach (var warning in warnings)
            yield return warning;
    }
}
