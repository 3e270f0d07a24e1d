using System.ComponentModel;
using System.Diagnostics;

namespace ReapFunctions.Local.Azurite;

/// <summary>The Node.js that Azurite runs on.</summary>
internal static class NodeJs
{
    /// <summary>The oldest major version that the pinned Azurite runs on.</summary>
    public const int OldestMajor = 20;

    private const string Remedy =
        "Install it (Debian: apt-get install nodejs npm) or give a storage account with --storage / AzureWebJobsStorage.";

    /// <summary>Fails with a sentence to act on when there is no Node.js, or one that is too old.</summary>
    public static async Task CheckAsync(string node, CancellationToken cancellationToken)
    {
        var version = (await RunAsync(node, ["--version"], null, cancellationToken)).Output.Trim();
        if (!TryMajor(version, out var major) || major < OldestMajor)
        {
            throw new AzuriteException(
                $"Node.js {OldestMajor} or later is needed to run Azurite, the storage emulator; '{node} --version' says "
                    + $"'{version}'. {Remedy}");
        }
    }

    /// <summary>The major version of what <c>node --version</c> prints, such as <c>v20.11.1</c>.</summary>
    public static bool TryMajor(string version, out int major)
    {
        major = 0;
        return version.StartsWith('v') && int.TryParse(version.AsSpan(1, Math.Max(0, version.IndexOf('.') - 1)), out major);
    }

    /// <summary>Runs a tool to its end and returns its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string tool, IEnumerable<string> arguments, string? directory, CancellationToken cancellationToken)
    {
        using var process = Start(new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a tool that comes with Node.js.</summary>
    public static Process Start(ProcessStartInfo tool)
    {
        try
        {
            return Process.Start(tool)!;
        }
        catch (Win32Exception missing)
        {
            throw new AzuriteException(
                $"Node.js {OldestMajor} or later is needed to run Azurite, the storage emulator ('{tool.FileName}' does not "
                    + $"start). {Remedy}",
                missing);
        }
    }
}
