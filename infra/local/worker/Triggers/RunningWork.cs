namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>Pieces of work that run together. Used by one listener's loop.</summary>
internal sealed class RunningWork
{
    private readonly List<Task> running = [];

    public int Count
    {
        get
        {
            running.RemoveAll(task => task.IsCompleted);
            return running.Count;
        }
    }

    public void Start(Func<Task> work) => running.Add(Task.Run(work));

    /// <summary>Waits until no more than a number of them run.</summary>
    public async Task AtMostAsync(int number, CancellationToken cancellation)
    {
        while (Count > number)
            await Task.WhenAny(running).WaitAsync(cancellation);
    }

    public Task AllAsync() => Task.WhenAll(running);
}
