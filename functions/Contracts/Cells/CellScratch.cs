namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// Working memory for reading one cell: canonical bytes that are not the input's own, and the repairs that it took, which count
/// only if the row stays. One per thread.
/// </summary>
internal sealed class CellScratch
{
    public const int Rules = (int)RepairRule.SpreadsheetText + 1;

    /// <summary>Room for the canonical form of any number, date or flag.</summary>
    public readonly byte[] Canonical = new byte[64];

    private byte[] text = new byte[256];

    /// <summary>Bit i: rule i repaired something in this cell.</summary>
    public uint Repairs { get; private set; }

    /// <summary>Bytes for a text of at least <paramref name="length"/>; holds until the next call.</summary>
    public Span<byte> Text(int length)
    {
        if (text.Length < length)
            text = new byte[Math.Max(length, text.Length * 2)];
        return text;
    }

    public void Note(RepairRule rule) => Repairs |= 1u << (int)rule;

    /// <summary>Starts a cell.</summary>
    public void Begin() => Repairs = 0;
}
