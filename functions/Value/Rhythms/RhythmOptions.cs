namespace ReapFunctions.Value.Rhythms;

/// <summary>How inactivity is judged: by each customer's own rhythm, never by one threshold for all.</summary>
/// <remarks>
/// With <see cref="LifetimeModel.Buying"/> the rhythm is that of the purchases. Otherwise <see cref="Days"/>,
/// <see cref="First"/> and <see cref="Last"/> name columns of customers that tell of whatever they do with us.
/// </remarks>
public sealed record RhythmOptions
{
    /// <summary>What comes in a rhythm, in the plural, such as <c>contacts</c>; at most 40 characters.</summary>
    public required string Of { get; init; }

    /// <summary>
    /// Above 0, below 1. Of purchases: the least chance that who is awake still buys. Otherwise the chance that somebody who
    /// keeps their rhythm is so quiet: 0.01 takes one in a hundred of them for asleep.
    /// </summary>
    public required double AsleepBelow { get; init; }

    /// <summary>The least days, or purchases, that make a rhythm, 3 or more; default 3.</summary>
    public int Least { get; init; } = 3;

    /// <summary>A number: the days on which something came; null with a lifetime by purchases.</summary>
    public string? Days { get; init; }

    /// <summary>A date: the first of them.</summary>
    public string? First { get; init; }

    /// <summary>A date: the last of them.</summary>
    public string? Last { get; init; }

    /// <summary>The columns that it names, each with its path.</summary>
    internal IEnumerable<(string Path, string? Field)> Named => [("days", Days), ("first", First), ("last", Last)];

    /// <summary>The columns that it goes by.</summary>
    internal IEnumerable<string> Fields => Named.Select(named => named.Field).OfType<string>();
}
