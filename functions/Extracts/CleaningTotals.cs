namespace ReapFunctions.Extracts;

/// <summary>What a receipt says about rows, as it adds up. Not safe for use by several threads.</summary>
internal sealed class CleaningTotals(ContractPlan plan, int buckets, int examples)
{
    private readonly ColumnStatistics[] columns = [.. plan.Clean.Select(index => new ColumnStatistics(plan.Columns[index].Field, index == plan.CustomerId || plan.Columns[index].IsKey))];
    private readonly RowSample sample = new(plan);
    private readonly long[] repairs = new long[CellScratch.Rules];
    private readonly Dictionary<RejectReason, (long Count, List<Reject> Examples)> rejects = [];
    private readonly long[] rowsByBucket = new long[buckets];

    public long Read { get; set; }

    public long Accepted { get; private set; }

    public long Repaired { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Adds a row that stays.</summary>
    public void Keep(CleanBlock block, int index)
    {
        rowsByBucket[block.Rows[index].Bucket]++;
        var (from, to) = (block.Rows[index].FirstRepair, block.RepairsEnd(index));
        if (from == to)
            Accepted++;
        else
            Repaired++;
        for (; from < to; from++)
            repairs[(int)block.Repairs[from].Rule] += block.Repairs[from].Cells;
    }

    /// <summary>Adds the values of the rows that stay.</summary>
    /// <param name="rowsBefore">Rows of the file before the block.</param>
    public void AddValues(CleanBlock block, ReadOnlySpan<int> kept, long rowsBefore)
    {
        foreach (var index in kept)
            sample.Offer(block, index, rowsBefore + block.Rows[index].Row);
        for (var column = 0; column < columns.Length; column++)
        {
            var values = block.Values[column];
            var statistics = columns[column];
            foreach (var index in kept)
                statistics.Add(values[index]);
        }
    }

    public void Reject(Reject reject)
    {
        Rejected++;
        if (!rejects.TryGetValue(reject.Reason, out var found))
            found = (0, []);
        if (found.Examples.Count < examples)
            found.Examples.Add(reject);
        rejects[reject.Reason] = (found.Count + 1, found.Examples);
    }

    /// <summary>The receipt with all that is added up here.</summary>
    public Receipt On(Receipt receipt) => receipt with
    {
        Read = Read,
        Accepted = Accepted,
        Repaired = Repaired,
        Rejected = Rejected,
        Repairs = Enumerable.Range(0, repairs.Length).Where(rule => repairs[rule] > 0)
            .ToDictionary(rule => (RepairRule)rule, rule => repairs[rule]),
        Rejects = [.. rejects.OrderByDescending(reason => reason.Value.Count).ThenBy(reason => reason.Key)
            .Select(reason => new RejectCount(reason.Key, reason.Value.Count, reason.Value.Examples))],
        RowsByBucket = rowsByBucket,
        Columns = [.. columns.Select((column, place) => column.ToProfile(sample, place))],
    };
}
