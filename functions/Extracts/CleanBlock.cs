namespace ReapFunctions.Extracts;

/// <summary>One row that satisfies the contract by itself.</summary>
/// <param name="Row">Its index in the block.</param>
/// <param name="Start">Where its bytes begin.</param>
/// <param name="Key">Hash of its primary key; 0 without one.</param>
/// <param name="FirstRepair">Index of its first repair.</param>
internal readonly record struct CleanRow(int Row, int Start, int Bucket, UInt128 Key, int FirstRepair);

/// <summary>What became of the rows of a block before rows are compared with each other.</summary>
internal sealed class CleanBlock(ContractPlan plan)
{
    public byte[] Bytes = new byte[256 * 1024];
    public int Length;
    public CleanRow[] Rows = new CleanRow[512];
    public int Count;

    /// <summary>Repairs of the rows, in order: the rule and how many cells.</summary>
    public readonly List<(RepairRule Rule, int Cells)> Repairs = [];

    public readonly List<(int Row, Reject Reject)> Rejects = [];

    /// <summary>By clean column, then row: the value's bits, see <see cref="ColumnStatistics.Add"/>.</summary>
    public readonly ulong[][] Values = [.. plan.Clean.Select(_ => new ulong[512])];

    /// <summary>By column of unique values, then row: the value's hash, 0 when missing.</summary>
    public readonly UInt128[][] Unique = [.. plan.Unique.Select(_ => new UInt128[512])];

    public void Clear()
    {
        Length = Count = 0;
        Repairs.Clear();
        Rejects.Clear();
    }

    public ReadOnlySpan<byte> BytesOf(int index) =>
        Bytes.AsSpan(Rows[index].Start, (index + 1 < Count ? Rows[index + 1].Start : Length) - Rows[index].Start);

    public int RepairsEnd(int index) => index + 1 < Count ? Rows[index + 1].FirstRepair : Repairs.Count;

    public void EnsureRows(int count)
    {
        if (Rows.Length >= count)
            return;
        var size = Math.Max(count, Rows.Length * 2);
        Array.Resize(ref Rows, size);
        for (var column = 0; column < Values.Length; column++)
            Array.Resize(ref Values[column], size);
        for (var column = 0; column < Unique.Length; column++)
            Array.Resize(ref Unique[column], size);
    }

    public void EnsureBytes(int more)
    {
        if (Bytes.Length < Length + more)
            Array.Resize(ref Bytes, Math.Max(Length + more, Bytes.Length * 2));
    }
}
