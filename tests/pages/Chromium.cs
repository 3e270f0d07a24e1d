using System.Diagnostics;

namespace ReapFunctions.Pages.Tests;

/// <summary>The browser of the machine; where there is none, it is installed from Debian's if it may be.</summary>
internal static class Chromium
{
    /// <summary>Names another browser of the same kind.</summary>
    private const string PathSetting = "CHROMIUM_PATH";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The shell first: without the windows that nobody sees a page costs half.</summary>
    private static readonly string[] Usual =
        ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Packages = ["chromium-headless-shell", "chromium"];

    private static readonly Lazy<string?> Found = new(() => Find() ?? (CanInstall() && TryInstall() ? Find() : null));

    /// <summary>Its file; null when there is none.</summary>
    public static string? Path => Found.Value;

    /// <summary>Null when there is a browser.</summary>
    public static string? SkipReason => Path is not null
        ? null
        : "There is no Chromium, and it could not be installed. "
            + $"Install it (apt-get install chromium) or name it in {PathSetting}.";

    private static string? Find() =>
        Usual.Prepend(Environment.GetEnvironmentVariable(PathSetting) ?? "").FirstOrDefault(File.Exists);

    private static bool CanInstall() =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get");

    private static bool TryInstall() =>
        TryRun("update", "-q") && Packages.Any(package =>
            TryRun("install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", package));

    private static bool TryRun(params string[] arguments)
    {
        var command = new ProcessStartInfo("/usr/bin/apt-get", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(command)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(Patience))
            return process.ExitCode == 0;
        process.Kill(entireProcessTree: true);
        return false;
    }
}

/// <summary>A fact about pages in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.SkipReason;
}

/// <summary>A theory about pages in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.SkipReason;
}
