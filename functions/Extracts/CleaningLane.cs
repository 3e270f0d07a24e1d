namespace ReapFunctions.Extracts;

/// <summary>A block on its way: its rows, what became of them, and who works on it.</summary>
internal sealed class CleaningLane(ContractPlan plan, HeaderPlan header, int buckets)
{
    public RowBlock Block { get; set; } = new();

    public CleanBlock Clean { get; } = new(plan);

    public BlockCleaner Cleaner { get; } = new(plan, header, buckets);

    public Task Work { get; set; } = Task.CompletedTask;
}

/// <summary>
/// Cleans blocks side by side and gives them back in the order of the file. Reading before and comparing after are for one thread alone.
/// </summary>
internal sealed class CleaningLanes(ContractPlan plan, HeaderPlan header, int buckets, int most)
{
    private readonly Queue<CleaningLane> working = [];
    private readonly Stack<CleaningLane> free = [];

    /// <summary>True when no more should be started before the oldest is finished.</summary>
    public bool IsFull => working.Count > most;

    public bool IsWorking => working.Count > 0;

    /// <summary>Starts cleaning a block and gives another to read into.</summary>
    public RowBlock Start(RowBlock block)
    {
        var lane = free.TryPop(out var used) ? used : new CleaningLane(plan, header, buckets);
        var next = lane.Block;
        lane.Block = block;
        lane.Work = Task.Run(() => lane.Cleaner.Clean(block, lane.Clean));
        working.Enqueue(lane);
        return next;
    }

    /// <summary>The block started first, cleaned.</summary>
    public async ValueTask<CleaningLane> OldestAsync()
    {
        await working.Peek().Work;
        return working.Dequeue();
    }

    public void Free(CleaningLane lane) => free.Push(lane);
}
