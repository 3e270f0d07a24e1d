namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>How a queue is read: the <c>extensions.queues</c> section of host.json.</summary>
internal sealed record QueueLimits
{
    /// <summary>Messages taken at once, 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// The next messages are taken when no more than this many are being worked on, so that at most
    /// <see cref="BatchSize"/> + this many run together. Default: half of the batch size.
    /// </summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Attempts after which a message goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>The delay before a failed message is tried again.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a message stays hidden while it is worked on; renewed at half of it.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether messages are Base64, the host's default; plain text otherwise.</summary>
    public bool Base64 { get; init; } = true;
}
