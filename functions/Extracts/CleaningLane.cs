using System.Threading.Channels;

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
/// Blocks are read one after the other, cleaned side by side, and finished one after the other in the order of the file, all at the same time.
/// </summary>
/// <remarks>
/// <code>
///   read   1 2 3 4 5
///   clean    1 3 5
///            2 4
///   finish     1 2 3 4 5
/// </code>
/// </remarks>
internal sealed class CleaningLanes
{
    private readonly Channel<CleaningLane> free = Channel.CreateUnbounded<CleaningLane>();
    private readonly Channel<CleaningLane> started = Channel.CreateUnbounded<CleaningLane>();

    /// <param name="side">Blocks cleaned side by side.</param>
    public CleaningLanes(ContractPlan plan, HeaderPlan header, int buckets, int side)
    {
        // Two more: one is read into and one is finished.
        for (var lane = 0; lane < side + 2; lane++)
            free.Writer.TryWrite(new(plan, header, buckets));
    }

    /// <param name="first">A block that is read already.</param>
    /// <param name="read">Reads the next block; false at the end of the file.</param>
    /// <param name="finish">What is done in the order of the file.</param>
    public async Task RunAsync(
        RowBlock first, Func<RowBlock, ValueTask<bool>> read, Func<CleaningLane, ValueTask> finish, CancellationToken cancel)
    {
        var finishing = Task.Run(() => FinishAsync(finish, cancel), cancel);
        try
        {
            var lane = await free.Reader.ReadAsync(cancel);
            lane.Block = first;
            do
            {
                Start(lane);
                lane = await free.Reader.ReadAsync(cancel);
            }
            while (await read(lane.Block));
        }
        catch (ChannelClosedException)
        {
            // Finishing has failed; its fault comes with the await below.
        }
        finally
        {
            started.Writer.Complete();
            await finishing;
        }
    }

    private void Start(CleaningLane lane)
    {
        lane.Work = Task.Run(() => lane.Cleaner.Clean(lane.Block, lane.Clean));
        started.Writer.TryWrite(lane);
    }

    private async Task FinishAsync(Func<CleaningLane, ValueTask> finish, CancellationToken cancel)
    {
        try
        {
            await foreach (var lane in started.Reader.ReadAllAsync(cancel))
            {
                await lane.Work;
                await finish(lane);
                free.Writer.TryWrite(lane);
            }
        }
        finally
        {
            free.Writer.Complete();
        }
    }
}
