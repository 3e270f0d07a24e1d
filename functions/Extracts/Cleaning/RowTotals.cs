using System.Runtime.InteropServices;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>
/// What a receipt says about rows, as it adds up. <see cref="Add"/> may run beside the other members; otherwise not safe for use
/// by several threads.
/// </summary>
internal sealed class RowTotals(ContractPlan plan, int buckets, int examples)
{
    private readonly ColumnStatistics[] columns = [
        .. plan.Clean
        .Select(index => new ColumnStatistics(
            plan.Columns[index].Field, plan.Columns[index].IsKey,
            plan.Contract.Roles.OwnerIds.Contains(plan.Columns[index].Field.Name)))];
    private readonly RowSample sample = new(plan);
    private readonly long[] repairs = new long[CellScratch.Rules];
    private readonly long[] unlisted = new long[plan.Columns.Length];
    private readonly Dictionary<RejectReason, (long Count, List<Reject> Examples)> rejects = [];
    private readonly long[] rowsByBucket = new long[buckets];

    public long Read { get; private set; }

    public long Accepted { get; private set; }

    public long Repaired { get; private set; }

    public long Rejected { get; private set; }

    public long Erased { get; private set; }

    /// <summary>Different customers among the rows that stay.</summary>
    public long Customers => columns[plan.CleanPlaces[plan.CustomerId]].Distinct;

    /// <summary>The reason of most rejects, and some of them; null when there are none.</summary>
    public RejectCount? Most => rejects.Count == 0 ? null
        : rejects.Select(reason => new RejectCount(reason.Key, reason.Value.Count, reason.Value.Examples))
            .MaxBy(reason => reason.Count);

    /// <summary>Adds a row that stays.</summary>
    /// <param name="number">Its number in the file, 0-based.</param>
    /// <param name="written">Its clean bytes.</param>
    public void Keep(BlockResult block, int row, long number, ReadOnlySpan<byte> written)
    {
        rowsByBucket[block.Buckets[row]]++;
        if (block.States[row] == RowState.Accepted)
            Accepted++;
        else
            Repaired++;
        sample.Offer(block, row, number, written);
    }

    /// <summary>Adds a block whose rows are compared: its values and repairs.</summary>
    public void Add(RowBlock block, BlockResult clean)
    {
        Read += block.Rows;
        Erased += clean.Erased;
        foreach (var (row, rule) in clean.Repairs)
            repairs[(int)rule] += clean.States[row] == RowState.Rejected ? 0 : 1;
        foreach (var (row, column) in clean.Unlisted)
            unlisted[column] += clean.States[row] == RowState.Rejected ? 0 : 1;
        for (var column = 0; column < columns.Length; column++)
            columns[column].Add(clean.Values[column], CollectionsMarshal.AsSpan(clean.Kept));
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
    public Receipt On(Receipt receipt)
    {
        var counts = sample.Counts(ColumnStatistics.MaxValues);
        return receipt with
        {
            Read = Read,
            Accepted = Accepted,
            Repaired = Repaired,
            Rejected = Rejected,
            Erased = Erased,
            Repairs = Enumerable.Range(0, repairs.Length).Where(rule => repairs[rule] > 0)
                .ToDictionary(rule => (RepairRule)rule, rule => repairs[rule]),
            Unlisted = Enumerable.Range(0, unlisted.Length).Where(column => unlisted[column] > 0)
                .ToDictionary(column => plan.Columns[column].Field.Name, column => unlisted[column]),
            Rejects = [.. rejects.OrderByDescending(reason => reason.Value.Count).ThenBy(reason => reason.Key)
                .Select(reason => new RejectCount(reason.Key, reason.Value.Count, reason.Value.Examples))],
            RowsByBucket = rowsByBucket,
            Columns = [
                .. columns.AsParallel().AsOrdered().Select((column, place) => column.ToProfile(sample, place, counts[place]))],
        };
    }
}
