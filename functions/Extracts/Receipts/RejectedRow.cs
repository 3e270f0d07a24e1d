using System.Globalization;
using System.IO.Hashing;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>
/// Which row of an extract a row of its file of rejects is: its number for people, and what it holds, so that a correction
/// never takes the place of another row. Written <c>row 12 x00f3a81b2c44d5e6</c>: no spreadsheet makes a number or a date of it.
/// </summary>
/// <param name="Number">1-based; the header is not counted.</param>
/// <param name="Hash">XxHash64 of the row's bytes in UTF-8 without its line end.</param>
internal readonly record struct RejectedRow(long Number, ulong Hash)
{
    public static ulong HashOf(ReadOnlySpan<byte> raw) => XxHash64.HashToUInt64(raw);

    public static RejectedRow? TryParse(string text) =>
        text.Trim().Split(' ') is ["row", var number, ['x', .. { Length: 16 } hash]]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
        && ulong.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new RejectedRow(row, value)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {Number} x{Hash:x16}");
}
