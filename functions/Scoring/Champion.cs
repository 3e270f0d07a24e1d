namespace ReapFunctions.Scoring;

/// <summary>The model of one target that new runs score with.</summary>
/// <param name="Target">The target.</param>
/// <param name="Version">Its folder under the target in the <c>models</c> container; null when no model could be learned.</param>
/// <param name="TrainedOn">The date of the drop that it learned from.</param>
/// <param name="Reason">Why it is the champion, or why there is none, in a sentence.</param>
public sealed record Champion(string Target, string? Version, DateOnly TrainedOn, string Reason)
{
    /// <summary>Whether there is none because no drop is old enough to learn from: it is tried again with every drop.</summary>
    public bool AwaitsDrop { get; init; }

    /// <summary>The latest training that left it the champion; null when none has.</summary>
    public Challenge? LastChallenge { get; init; }
}

/// <summary>A training that did not replace the champion.</summary>
/// <param name="TrainedOn">The date of the drop that was to be learned from.</param>
/// <param name="Reason">Why the champion stays, in a sentence.</param>
public sealed record Challenge(DateOnly TrainedOn, string Reason);
