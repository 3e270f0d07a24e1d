using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>
/// The part of host.json that the local host honours, with the settings <c>AzureFunctionsJobHost__...</c> over it, and the
/// settings of the local host alone (<c>ReapLocalHost__...</c>). Unknown sections are left alone.
/// </summary>
internal sealed record HostJson
{
    public const string OverrideSection = "AzureFunctionsJobHost";
    public const string LocalSection = "ReapLocalHost";

    /// <summary>What stands before every route, default <c>api</c>; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>After this time an invocation is cancelled; null means never.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public QueueLimits Queues { get; init; } = new();

    /// <summary>The limits of the queue between the finding of a blob and the work on it.</summary>
    public QueueLimits Blobs { get; init; } = new();

    /// <summary>How long running invocations may go on after the host was told to stop.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Levels by log category; <c>default</c> is the level of all others.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the file of a directory (all defaults without it) and the settings over it.</summary>
    public static HostJson Load(string directory, IConfiguration settings, List<string> faults)
    {
        var merged = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(directory, "host.json"), optional: true)
            .AddInMemoryCollection(settings.GetSection(OverrideSection).AsEnumerable(makePathsRelative: true))
            .Build();
        return Read(merged, settings.GetSection(LocalSection), faults);
    }

    internal static HostJson Read(IConfiguration file, IConfiguration local, List<string> faults)
    {
        var reader = new SettingReader(file, faults);
        var localReader = new SettingReader(local, faults);
        var queues = ReadQueues(reader, localReader);
        return new()
        {
            RoutePrefix = reader.Text("extensions:http:routePrefix", "api").Trim('/'),
            FunctionTimeout = file["functionTimeout"] is "-1"
                ? null
                : reader.Time("functionTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(10)),
            Queues = queues,
            Blobs = ReadBlobs(reader, queues),
            ShutdownGrace = localReader.Time("ShutdownGrace", TimeSpan.FromSeconds(20), TimeSpan.Zero, TimeSpan.FromHours(1)),
            LogLevels = file.GetSection("logging:logLevel").GetChildren()
                .Where(level => level.Value is not null)
                .ToDictionary(level => level.Key, level => level.Value!),
        };
    }

    private static QueueLimits ReadQueues(SettingReader reader, SettingReader local)
    {
        var batch = reader.Number("extensions:queues:batchSize", 16, 1, 32);
        return new()
        {
            BatchSize = batch,
            NewBatchThreshold = reader.Number("extensions:queues:newBatchThreshold", batch / 2, 0, 1000),
            MaxDequeueCount = reader.Number("extensions:queues:maxDequeueCount", 5, 1, 1000),
            VisibilityTimeout = reader.Time(
                "extensions:queues:visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)),
            MaxPollingInterval = reader.Time(
                "extensions:queues:maxPollingInterval",
                TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Lock = local.Time("QueueLock", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Base64 = reader.Choice("extensions:queues:messageEncoding", "base64", "base64", "none") == "base64",
        };
    }

    private static QueueLimits ReadBlobs(SettingReader reader, QueueLimits queues)
    {
        var together = reader.Number("extensions:blobs:maxDegreeOfParallelism", 8, 1, 64);
        var threshold = together / 2;
        return queues with
        {
            BatchSize = Math.Min(32, together - threshold),
            NewBatchThreshold = threshold,
            MaxDequeueCount = reader.Number("extensions:blobs:poisonBlobThreshold", 5, 1, 1000),
            VisibilityTimeout = TimeSpan.Zero,
            Base64 = true,
        };
    }
}
