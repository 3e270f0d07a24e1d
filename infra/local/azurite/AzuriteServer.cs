using System.Diagnostics;
using System.Globalization;

namespace ReapFunctions.Local.Azurite;

/// <summary>
/// A running storage emulator: blobs, queues and tables on loopback ports. It ends when disposed, and with this process however
/// that ends. Safe to use from several threads.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly AzuriteEndpoints _endpoints;
    private readonly IDisposable? _folder;

    private AzuriteServer(
        Process process, AzuriteEndpoints endpoints, IReadOnlyList<string> connectionStrings, IDisposable? folder)
    {
        _process = process;
        _endpoints = endpoints;
        _folder = folder;
        ConnectionStrings = connectionStrings;
    }

    /// <summary>The first account's complete connection string: its name, key, and the endpoints of the three services.</summary>
    public string ConnectionString => ConnectionStrings[0];

    /// <summary>The same of each account.</summary>
    public IReadOnlyList<string> ConnectionStrings { get; }

    /// <summary>The operating system's id of the emulator's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Installs Azurite on first use, starts it and returns once all three services answer.</summary>
    /// <exception cref="AzuriteException">The folder cannot be used, Node.js is missing or too old, the installation failed, or a
    /// service does not answer.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Accounts, 1);
        // First, since it takes no time: what follows may download a package.
        var folder = Claim(options.Location);
        try
        {
            await NodeJs.CheckAsync(options.Node, cancellationToken);
            var installation = new AzuriteInstallation(options);
            await installation.EnsureAsync(cancellationToken);
            options.Progress?.Report($"Starting Azurite {installation.Version} ...");
            return await RunAsync(options, installation, folder, cancellationToken);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <exception cref="AzuriteException">The emulator has ended by itself, and what it held in memory is gone.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
            throw new AzuriteException(
                $"Azurite, the storage emulator, ended with exit code {_process.ExitCode}. It said:\n{_endpoints.Said()}\n"
                + "Start again; 'reap up --data FOLDER' keeps what it knows.");
    }

    /// <summary>Stops the emulator; one with a location has written its files by then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }
        _process.Dispose();
        _folder?.Dispose();
    }

    private static async Task<AzuriteServer> RunAsync(
        AzuriteOptions options, AzuriteInstallation installation, IDisposable? folder, CancellationToken cancellationToken)
    {
        var process = NodeJs.Start(Command(options, installation.Script));
        try
        {
            var endpoints = new AzuriteEndpoints(process, options.AccessLog);
            var connectionStrings = await endpoints.WaitAsync(options.Accounts, options.StartTimeout, cancellationToken);
            return new AzuriteServer(process, endpoints, connectionStrings, folder);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Two emulators on one folder would each write over what the other knows.</summary>
    /// <exception cref="AzuriteException">Another one has the folder, or it cannot be made.</exception>
    private static IDisposable? Claim(string? location)
    {
        if (location is null)
            return null;
        try
        {
            Directory.CreateDirectory(location);
            return FileLock.TryAcquire(Path.Combine(location, ".lock"))
                ?? throw new AzuriteException($"Another emulator keeps its data in {location}. Stop it, or name another folder.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AzuriteException(
                $"The folder {location} cannot be made or written to: {fault.Message} Name another one.", fault);
        }
    }

    private static ProcessStartInfo Command(AzuriteOptions options, string script)
    {
        List<string> arguments = [];
        if (options.HeapMegabytes is { } heap)
            arguments.Add($"--max-old-space-size={heap}");
        arguments.AddRange([script, "--skipApiVersionCheck", "--disableTelemetry"]);
        if (options.AccessLog is null)
            arguments.Add("--silent");
        arguments.AddRange(options.Location is { } location
            ? ["--location", Path.GetFullPath(location)]
            : ["--inMemoryPersistence"]);
        foreach (var (service, port) in new[] { ("blob", options.BlobPort), ("queue", options.QueuePort),
            ("table", options.TablePort) })
            arguments.AddRange(
                [$"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture)]);
        return new ProcessStartInfo(options.Node, arguments)
        {
            // Azurite writes its settings file into the working directory's location; keep that out of the caller's folder.
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Also for one account: what the caller has in its environment is meant for another emulator.
            Environment = { [AzuriteAccount.Variable] = AzuriteAccount.Setting(options.Accounts) },
        };
    }
}
