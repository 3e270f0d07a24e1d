namespace ReapFunctions.Local.Reap.Demo;

/// <summary>What the demo shows.</summary>
internal sealed record DemoOptions
{
    /// <summary>Of fewer there is too little to learn from, and without a model nothing to show.</summary>
    public const long MinCustomers = 1_000;

    /// <summary>
    /// Customers of the first night, when they are generated; <see cref="MinCustomers"/> or more, default 10,000.
    /// </summary>
    public long Customers { get; init; } = 10_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>An extract to take instead of generated ones: one night.</summary>
    public string? Extract { get; init; }

    /// <summary>The source of <see cref="Extract"/>.</summary>
    public string Source { get; init; } = "customers";

    /// <summary>The date of the last night.</summary>
    public required DateOnly LastNight { get; init; }

    /// <summary>A file for the summary; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>Processes that share the work.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>A connection string; null for an Azurite of its own.</summary>
    public string? Storage { get; init; }

    /// <summary>Stay up after the summary.</summary>
    public bool Keep { get; init; }

    /// <summary>How long one night may take, training included; default 30 minutes.</summary>
    public TimeSpan NightTimeout { get; init; } = TimeSpan.FromMinutes(30);
}
