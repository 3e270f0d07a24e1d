namespace ReapFunctions.Offers.Groups;

/// <summary>What a group is to reach: a figure of the scorecard, and the value it is held against.</summary>
public sealed record GroupGoal
{
    /// <summary>A measure of the scorecard, or a figure per customer such as <c>costToServePerCustomer</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>The least that is to be reached; this or <see cref="AtMost"/>.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The most that it may be.</summary>
    public double? AtMost { get; init; }

    /// <summary>The last day to reach it on; null (default) for no day.</summary>
    public DateOnly? By { get; init; }

    /// <summary>By how much a value falls short of the goal, in units of the figure; 0 where it is reached.</summary>
    public double ShortBy(double value) =>
        Math.Round(Math.Max(0, AtLeast is { } least ? least - value : value - AtMost!.Value), 6);
}
