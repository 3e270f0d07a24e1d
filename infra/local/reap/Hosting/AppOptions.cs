namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>How to start the app.</summary>
internal sealed record AppOptions
{
    /// <summary>Connection string of the storage account.</summary>
    public required string Storage { get; init; }

    /// <summary>The directory under <c>config/portfolios</c>; null for the default portfolio.</summary>
    public string? Portfolio { get; init; }

    /// <summary>Further settings, as environment variables write them, such as <c>Reap__Buckets</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it listens; default any free port of the loopback address.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The file that its output goes to.</summary>
    public required string LogFile { get; init; }

    /// <summary>The folder of the app; default the one that was built with reap.</summary>
    public string App { get; init; } = BuildOutput.App;

    /// <summary>How long it may take until it listens; default three minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
