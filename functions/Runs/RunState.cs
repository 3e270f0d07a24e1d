namespace ReapFunctions.Runs;

/// <summary>Where a run is.</summary>
public enum RunPhase
{
    /// <summary>Opened: its bucket messages are being sent.</summary>
    Open,

    /// <summary>At least one bucket is scored.</summary>
    Scoring,

    /// <summary>Complete and checked; it has been the current run.</summary>
    Published,

    /// <summary>Complete, but its totals did not agree: never published.</summary>
    Failed,
}

/// <summary>One run as the table <c>Runs</c> knows it.</summary>
public sealed record RunState
{
    public required RunId Run { get; init; }

    public required RunPhase Phase { get; init; }

    public required int Buckets { get; init; }

    /// <summary>What it scores: one clean extract per source.</summary>
    public required IReadOnlyList<DropExtract> Extracts { get; init; }

    /// <summary>By target: the version of the model that scores it, fixed when the run opened.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Customers whose records were written, once complete.</summary>
    public long? Customers { get; init; }

    /// <summary>Why it failed, in a sentence.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it scores exactly these extracts.</summary>
    public bool Scores(IEnumerable<DropExtract> extracts) =>
        Extracts.Select(Identity).ToHashSet(StringComparer.Ordinal).SetEquals(extracts.Select(Identity));

    private static string Identity(DropExtract extract) => $"{extract.Source}/{extract.Sha256}";
}
