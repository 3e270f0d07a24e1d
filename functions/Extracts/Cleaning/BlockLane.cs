using System.Threading.Channels;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Columns;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>A block on its way: its rows, what became of them, and who works on it.</summary>
internal sealed class BlockLane(ContractPlan plan, HeaderPlan header, int buckets, CleaningSetup options)
{
    public RowBlock Block { get; set; } = new();

    public BlockResult Clean { get; } = new(plan);

    public BlockCleaner Cleaner { get; } = new(plan, header, buckets, options);

    /// <summary>Whether its rows count: not once reading is given up.</summary>
    public bool Counts { get; set; }

    /// <summary>The cleaning of the block.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public void Start() => Work = Task.Run(() => Cleaner.Clean(Block, Clean));
}

/// <summary>
/// Blocks are read one after the other, cleaned side by side, and go through some steps one after the other in the order of the
/// file, all at the same time.
/// </summary>
/// <remarks>
/// <code>
///   read     1 2 3 4 5
///   clean      1 3 5
///              2 4
///   step 1       1 2 3 4 5
///   step 2         1 2 3 4 5
/// </code>
/// </remarks>
internal sealed class BlockPipeline
{
    private readonly Channel<BlockLane> free = Channel.CreateUnbounded<BlockLane>();

    /// <param name="side">Blocks cleaned side by side.</param>
    /// <param name="options">Say whose rows are left out.</param>
    public BlockPipeline(ContractPlan plan, HeaderPlan header, int buckets, int side, CleaningSetup options)
    {
        // Some more: one is read into and each step has one.
        for (var lane = 0; lane < side + 4; lane++)
            free.Writer.TryWrite(new(plan, header, buckets, options));
    }

    /// <param name="first">A block that is read already.</param>
    /// <param name="read">Reads the next block; false at the end of the file.</param>
    /// <param name="steps">What is done with cleaned blocks in the order of the file.</param>
    public async Task RunAsync(
        RowBlock first, Func<RowBlock, ValueTask<bool>> read, CancellationToken cancellationToken,
        params Func<BlockLane, ValueTask>[] steps)
    {
        Channel<BlockLane>[] channels = [.. steps.Select(_ => Channel.CreateUnbounded<BlockLane>()), free];
        Task StartAsync(Func<BlockLane, ValueTask> step, int index) => Task.Run(
            () => StepAsync(channels[index].Reader, step, channels[index + 1].Writer, cancellationToken), cancellationToken);
        Task[] tasks = [.. steps.Select(StartAsync)];
        try
        {
            var lane = await free.Reader.ReadAsync(cancellationToken);
            lane.Block = first;
            do
            {
                lane.Start();
                channels[0].Writer.TryWrite(lane);
                lane = await free.Reader.ReadAsync(cancellationToken);
            }
            while (await read(lane.Block));
        }
        catch (ChannelClosedException)
        {
            // A step has failed; its fault comes with the await below.
        }
        finally
        {
            channels[0].Writer.Complete();
            await Task.WhenAll(tasks);
        }
    }

    private static async Task StepAsync(
        ChannelReader<BlockLane> lanes, Func<BlockLane, ValueTask> step, ChannelWriter<BlockLane> next,
            CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var lane in lanes.ReadAllAsync(cancellationToken))
            {
                await lane.Work;
                await step(lane);
                next.TryWrite(lane);
            }
        }
        finally
        {
            next.Complete();
        }
    }
}
