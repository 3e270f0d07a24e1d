using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Scoring;

/// <summary>One byte per row: the bin of a slot's value, or the code of a raw column's category.</summary>
internal abstract class ByteColumn
{
    /// <summary>Fills the bytes of the rows from..from+bytes.Length.</summary>
    public abstract void Fill(InputRows rows, int from, Span<byte> bytes, Span<float> buffer);
}
