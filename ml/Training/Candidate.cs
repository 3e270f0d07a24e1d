namespace ReapFunctions.Ml.Training;

/// <summary>A way to learn that competes with others.</summary>
/// <param name="Name">What the card calls it.</param>
internal abstract record Candidate(string Name)
{
    /// <summary>The settings for the card.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Learns from the rows of the task.</summary>
    public abstract Fitted Fit(LearningTask task, Action<double> done, CancellationToken cancellation);
}
