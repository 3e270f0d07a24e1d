using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Columns;

/// <summary>What became of a row.</summary>
internal enum RowState : byte
{
    Rejected,
    Accepted,
    Repaired,
}

/// <summary>
/// What became of the rows of a <see cref="RowBlock"/>, before and after rows are compared with each other. Arrays have an entry
/// for each row of the block; those of rejected rows mean nothing.
/// </summary>
internal sealed class BlockResult(ContractPlan plan)
{
    public RowState[] States = [];

    public byte[] Buckets = [];

    /// <summary>Hashes of primary keys; 0 without one.</summary>
    public UInt128[] Keys = [];

    /// <summary>
    /// By clean column, then row: the value's bits, see <see cref="ColumnStatistics.Add"/>. One more array takes those of dropped
    /// columns.
    /// </summary>
    public readonly ulong[][] Values = [.. plan.Clean.Append(0).Select(_ => Array.Empty<ulong>())];

    /// <summary>By column of the key or of unique values, then row: the value's hash, 0 when missing.</summary>
    public readonly UInt128[][] Hashes = [.. plan.Hashed.Select(_ => Array.Empty<UInt128>())];

    /// <summary>By what customers are found by, then row: the hash, 0 when there is none.</summary>
    public readonly UInt128[][] Finders = [.. plan.Finders.Select(_ => Array.Empty<UInt128>())];

    /// <summary>Where the clean text is not the delivered one.</summary>
    public readonly EditList Edits = new();

    /// <summary>Repairs of cells, also of rows that are rejected for another cell.</summary>
    public readonly List<(int Row, RepairRule Rule)> Repairs = [];

    /// <summary>Cells that are missing because their contract does not list their category, by column of the contract.</summary>
    public readonly List<(int Row, int Column)> Unlisted = [];

    public readonly List<(int Row, Reject Reject)> Rejects = [];

    /// <summary>Rows of customers who are erased: left out, and rejected for nothing.</summary>
    public int Erased { get; private set; }

    /// <summary>Rows that stay, in order; known once they were compared.</summary>
    public readonly List<int> Kept = [];

    public void Start(int rows)
    {
        if (States.Length < rows)
            Grow(Math.Max(rows, States.Length * 2));
        Array.Fill(States, RowState.Accepted, 0, rows);
        Edits.Start(rows);
        Repairs.Clear();
        Unlisted.Clear();
        Rejects.Clear();
        Kept.Clear();
        Erased = 0;
    }

    public void Reject(int row, Reject reject)
    {
        States[row] = RowState.Rejected;
        Rejects.Add((row, reject));
    }

    /// <summary>Leaves a row out, whatever was said about it.</summary>
    public void Erase(int row)
    {
        States[row] = RowState.Rejected;
        Rejects.RemoveAll(reject => reject.Row == row);
        Erased++;
    }

    public void Repair(int row, RepairRule rule)
    {
        States[row] = RowState.Repaired;
        Repairs.Add((row, rule));
    }

    /// <summary>Takes over the repairs of a cell.</summary>
    public void Repair(int row, int column, CellScratch cell)
    {
        for (var rule = 0; cell.Repairs >> rule != 0; rule++)
        {
            if ((cell.Repairs >> rule & 1) == 0)
                continue;
            Repair(row, (RepairRule)rule);
            if ((RepairRule)rule == RepairRule.UnknownCategory)
                Unlisted.Add((row, column));
        }
    }

    private void Grow(int rows)
    {
        States = new RowState[rows];
        Buckets = new byte[rows];
        Keys = new UInt128[rows];
        for (var column = 0; column < Values.Length; column++)
            Values[column] = new ulong[rows];
        for (var column = 0; column < Hashes.Length; column++)
            Hashes[column] = new UInt128[rows];
        for (var finder = 0; finder < Finders.Length; finder++)
            Finders[finder] = new UInt128[rows];
    }
}
