using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Scoring;

/// <summary>Another column's bins plus one, so that missing (255) becomes 0, below all: for nodes where missing goes left.</summary>
internal sealed class ShiftedColumn(int source) : ByteColumn
{
    public int Source => source;

    /// <summary>Expects the source's bytes in <paramref name="bytes"/>.</summary>
    public override void Fill(InputRows rows, int from, Span<byte> bytes, Span<float> buffer)
    {
        foreach (ref var value in bytes)
            value++;
    }
}
