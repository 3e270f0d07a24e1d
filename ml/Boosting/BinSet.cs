using System.Runtime.CompilerServices;

namespace ReapFunctions.Ml.Boosting;

/// <summary>A set of bins, 0 to 255, as 256 bits held in place.</summary>
[InlineArray(4)]
internal struct BinSet
{
    private ulong word;

    public readonly bool Contains(int bin) => ((this[bin >> 6] >> (bin & 63)) & 1) != 0;

    public void Add(int bin) => this[bin >> 6] |= 1UL << (bin & 63);
}
