namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>Waits for what starts functions, from the start of the host to its stop.</summary>
internal abstract class Listener
{
    /// <summary>Ends when the listener has stopped and its work is done, cancelled or given back.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Makes the queue or container that is listened to. Called before any listener starts.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellation);

    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Listens until the host stops.</summary>
    protected abstract Task RunAsync();
}
