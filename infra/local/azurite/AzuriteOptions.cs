namespace ReapFunctions.Local.Azurite;

/// <summary>How to install and start the storage emulator. The defaults suit a test: everything in memory, free ports.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder that keeps the data between starts; it is made when missing. Default null: in memory only.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The folder that installations are kept in, one folder per version. Default: the environment variable
    /// <c>REAP_AZURITE_HOME</c>, else <c>reapfunctions</c> in the user's local application data.
    /// </summary>
    public string? Home { get; init; }

    /// <summary>The Node.js executable. Default <c>node</c>, found on the path.</summary>
    public string Node { get; init; } = "node";

    /// <summary>The npm executable. Default <c>npm</c>, found on the path.</summary>
    public string Npm { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Port of the blob service on the loopback address. Default 0: any free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>Port of the queue service on the loopback address. Default 0: any free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>Port of the table service on the loopback address. Default 0: any free one.</summary>
    public int TablePort { get; init; }

    /// <summary>
    /// How many storage accounts it knows, which share nothing: <c>devstoreaccount1</c>, <c>devstoreaccount2</c> and so on, from
    /// 1. Default 1.
    /// </summary>
    public int Accounts { get; init; } = 1;

    /// <summary>Size limit of Node's heap in MiB, for large nights in memory. Default null: what Node takes for itself.</summary>
    public int? HeapMegabytes { get; init; }

    /// <summary>How long the emulator may take from process start until all services answer. Default three minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Told in a short sentence what takes time (installing, starting). Default null: nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>
    /// Told every request that was answered, one line of the Common Log Format each, such as
    /// <c>127.0.0.1 - - [21/Nov/2026:02:00:00 +0000] "GET /devstoreaccount1/Runs()?... HTTP/1.1" 200 -</c>. Default null: no such
    /// log.
    /// </summary>
    public Action<string>? AccessLog { get; init; }
}
