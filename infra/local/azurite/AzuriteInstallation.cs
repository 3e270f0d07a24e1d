using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReapFunctions.Local.Azurite;

/// <summary>
/// Azurite with everything it depends on, in one folder of the machine's cache. The folder's name holds the version and a hash
/// of the lock file, so that another lock file is another installation and an old one is never changed.
/// </summary>
internal sealed class AzuriteInstallation
{
    /// <summary>Overrides the folder that installations lie in.</summary>
    private const string HomeSetting = "REAP_AZURITE_HOME";

    private static readonly string[] Files = ["package.json", "package-lock.json", "run.js", "removal.js"];

    private readonly AzuriteOptions _options;

    public AzuriteInstallation(AzuriteOptions options)
    {
        _options = options;
        Version = ReadVersion();
        Directory = Path.Combine(Home(options), $"azurite-{Version}-{Hash()}");
    }

    /// <summary>Version of the azurite package.</summary>
    public string Version { get; }

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    public string Directory { get; }

    /// <summary>The script that starts the emulator and ends it with its parent.</summary>
    public string Script => Path.Combine(Directory, "run.js");

    private string Marker => Path.Combine(Directory, "installed");

    /// <summary>
    /// Installs unless that is done already. Any number of processes may ask at once: one installs, the others wait for it. An
    /// installation that was broken off has no marker and is made anew.
    /// </summary>
    /// <exception cref="AzuriteException">The folder cannot be written, or npm fails.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Marker))
            return;
        try
        {
            await InstallAloneAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AzuriteException(
                $"Azurite cannot be installed in '{Directory}': {fault.Message} "
                + $"Set {HomeSetting} to a folder that can be written.", fault);
        }
    }

    private async Task InstallAloneAsync(CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Directory)!);
        using var held = await FileLock.AcquireAsync(Directory + ".lock", cancellationToken);
        if (File.Exists(Marker))
            return;
        _options.Progress?.Report($"Installing Azurite {Version} ...");
        await InstallAsync(cancellationToken);
        await File.WriteAllTextAsync(Marker, Version, cancellationToken);
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (System.IO.Directory.Exists(Directory))
            System.IO.Directory.Delete(Directory, recursive: true);
        System.IO.Directory.CreateDirectory(Directory);
        foreach (var file in Files)
            await File.WriteAllBytesAsync(Path.Combine(Directory, file), Resource(file), cancellationToken);
        var (exitCode, output) = await NodeJs.RunAsync(
            _options.Npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], Directory, cancellationToken);
        if (exitCode != 0)
        {
            throw new AzuriteException(
                $"Installing Azurite {Version} failed: 'npm ci' in {Directory} ended with exit code {exitCode}. Its last "
                    + $"lines:\n{Tail(output)}\n"
                + "Check that this machine reaches an npm registry, or give a storage account with --storage / "
                    + "AzureWebJobsStorage.");
        }
    }

    private static string Tail(string output) =>
        string.Join('\n', output.TrimEnd().Split('\n').TakeLast(15).Select(line => "  " + line.TrimEnd()));

    private static string Home(AzuriteOptions options)
    {
        var home = options.Home ?? Environment.GetEnvironmentVariable(HomeSetting);
        if (!string.IsNullOrEmpty(home))
            return Path.GetFullPath(home);
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        // A service account may have no home directory.
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "reapfunctions");
    }

    private static string ReadVersion()
    {
        using var package = JsonDocument.Parse(Resource("package.json"));
        return package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!;
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(Resource(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(AzuriteInstallation).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
