namespace ReapFunctions.Extracts.Receipts;

/// <summary>Which receipts are asked for.</summary>
/// <param name="Source">Null for every source.</param>
/// <param name="Date">The date of the drop; null for every one.</param>
/// <param name="Top">The most receipts of a page.</param>
/// <param name="After">The row behind which the page begins; null for the newest.</param>
public sealed record ReceiptQuery(string? Source, DateOnly? Date, int Top, string? After)
{
    /// <summary>Receipts of a page when the request does not say.</summary>
    public const int DefaultTop = 100;

    /// <summary>The most receipts of a page.</summary>
    public const int MaxTop = 1_000;

    /// <summary>Table storage gives at most so many rows at once, and gives so many unless it is told.</summary>
    private const int MaxRows = 1_000;

    /// <summary>Rows to be read at once: no more than the page needs, where every row is wanted.</summary>
    internal int RowsAtOnce => Source is null && Date is null ? Math.Min(Top + 1, MaxRows) : MaxRows;

    internal bool Wants(ReceiptSummary receipt) =>
        (Source is null || receipt.Source == Source) && (Date is null || receipt.Date == Date);
}
