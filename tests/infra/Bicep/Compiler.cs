using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>The Bicep compiler, of a package: needs no network and no installation.</summary>
internal static class Compiler
{
    /// <summary>Why these tests cannot run on this machine; null when they can.</summary>
    public static string? SkipReason { get; } = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64
        ? null
        : $"The package holds the Bicep compiler for Linux x64; this is {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.ProcessArchitecture}.";

    private static readonly string Program =
        typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "BicepPath").Value!;

    /// <summary>What compiler and linter find in all Bicep files below a folder, a line each; empty when nothing.</summary>
    public static IReadOnlyList<string> Lint(string folder)
    {
        // A fault gives exit code 1, a warning 0: what counts is what is said.
        var (_, _, said) = Run(folder, "lint", "--pattern", "**/*.bicep");
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The output of a command that finds nothing to complain of.</summary>
    /// <exception cref="InvalidOperationException">It fails, or warns.</exception>
    public static string Output(params string[] arguments)
    {
        var (exitCode, output, said) = Run(DeployedFiles.Root, arguments);
        return exitCode == 0 && said.Length == 0
            ? output
            : throw new InvalidOperationException($"bicep {string.Join(' ', arguments)} ended with {exitCode}: {said}");
    }

    private static (int ExitCode, string Output, string Said) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, said.GetAwaiter().GetResult());
    }
}
