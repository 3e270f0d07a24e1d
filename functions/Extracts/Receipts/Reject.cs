using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>A row refused, with its reason and its place.</summary>
/// <param name="Line">The line on which the row begins, 1-based; null in a file without lines, one of Parquet.</param>
/// <param name="Row">The row's number, 1-based; the header is not counted.</param>
/// <param name="Offset">The row's first byte in the unpacked file, 0-based; null as the line is.</param>
/// <param name="Column">The column's name; null when the whole row is meant.</param>
/// <param name="ColumnNumber">The column's number in the file, 1-based; null when the whole row is meant.</param>
/// <param name="Value">What stands there, shortened; <c>***</c> for personal data.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Reject(
    long? Line, long Row, long? Offset, string? Column, int? ColumnNumber, RejectReason Reason, string Value, string Message);
