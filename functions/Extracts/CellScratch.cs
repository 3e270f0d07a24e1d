namespace ReapFunctions.Extracts;

/// <summary>
/// Working memory for reading the cells of one row: canonical bytes that are not the input's own, and the repairs made so far,
/// which count only if the row stays. One per thread.
/// </summary>
internal sealed class CellScratch
{
    public const int Rules = (int)RepairRule.ByteOrderMark + 1;

    /// <summary>Room for the canonical form of any number, date or flag.</summary>
    public readonly byte[] Canonical = new byte[64];

    private readonly int[] pending = new int[Rules];
    private byte[] text = new byte[256];

    /// <summary>Bit i: rule i repaired something in this row.</summary>
    public uint Repairs { get; private set; }

    /// <summary>Bytes for a text of at least <paramref name="length"/>; holds until the next call.</summary>
    public Span<byte> Text(int length)
    {
        if (text.Length < length)
            text = new byte[Math.Max(length, text.Length * 2)];
        return text;
    }

    public void Note(RepairRule rule)
    {
        Repairs |= 1u << (int)rule;
        pending[(int)rule]++;
    }

    /// <summary>Starts a row.</summary>
    public void Begin()
    {
        if (Repairs == 0)
            return;
        Array.Clear(pending);
        Repairs = 0;
    }

    /// <summary>Hands over the row's repairs: the rule and how many cells.</summary>
    public void AddTo(List<(RepairRule Rule, int Cells)> repairs)
    {
        for (var rule = 0; Repairs >> rule != 0; rule++)
        {
            if (pending[rule] > 0)
                repairs.Add(((RepairRule)rule, pending[rule]));
        }
    }
}
