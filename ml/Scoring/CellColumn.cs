using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Scoring;

/// <summary>
/// What nodes compare, as a small whole number per row; a row goes right where its cell is above the node's.
/// <code>
///   number     the bin over all thresholds that trees compare it with; missing is above all, or below all where it goes left
///   category   1 where the tested categories say right, else 0
/// </code>
/// </summary>
/// <param name="Input">The raw column.</param>
/// <param name="Bins">The thresholds of a number.</param>
/// <param name="MissingLeft">Whether missing is below all: every bin is then one higher.</param>
/// <param name="Right">By code, then for missing and unseen: 1 where the tested categories say right.</param>
/// <param name="Unshifted">The column of the same number where missing is above all, when there is one; -1 otherwise.</param>
internal sealed record CellColumn(int Input, ThresholdTable? Bins, bool MissingLeft, byte[]? Right, int Unshifted = -1)
{
    private const byte Missing = byte.MaxValue;

    public ushort CellOf(float value) =>
        float.IsNaN(value) ? MissingLeft ? (ushort)0 : ushort.MaxValue : (ushort)(Bins!.Find(value) + (MissingLeft ? 1 : 0));

    public ushort CellOf(int code) => Right![code < 0 ? ^1 : code];

    /// <summary>Fills the bytes of the rows from..from+bytes.Length.</summary>
    public void Fill(InputRows rows, int from, Span<byte> bytes)
    {
        if (Right is not null)
        {
            var (codes, map) = rows.Codes(Input);
            var given = codes.Span.Slice(from, bytes.Length);
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = Right[given[i] is var code and >= 0 && map[code] is var known and >= 0 ? known : Right.Length - 1];
            return;
        }
        Bins!.Find(rows.Numbers(Input).Slice(from, bytes.Length), bytes, Missing);
        if (MissingLeft)
            Shift(bytes);
    }

    /// <summary>One higher each, so that missing (255) becomes 0.</summary>
    public static void Shift(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
            value++;
    }
}
