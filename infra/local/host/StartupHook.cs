using System.Runtime.InteropServices;

// The .NET runtime looks for this very name, outside any namespace (DOTNET_STARTUP_HOOKS).

/// <summary>
/// Runs in the worker's process before its Main: ends the worker when the host ends, however that happens. The operating system
/// closes the pipe that is the worker's standard input even when the host is killed; the worker itself would go on for ever.
/// </summary>
internal static partial class StartupHook
{
    public static void Initialize()
    {
        // What the worker starts itself is none of our business.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        // Ctrl+C reaches every process of the terminal's group at once; only the host is to hear it, and to end the worker
        // after its work.
        if (!OperatingSystem.IsWindows())
            _ = SetProcessGroup(0, 0);
        var watch = new Thread(EndWithHost) { IsBackground = true, Name = "ends with its host" };
        watch.Start();
    }

    private static void EndWithHost()
    {
        var pipe = Console.OpenStandardInput();
        try
        {
            while (pipe.ReadByte() >= 0)
            {
            }
        }
        catch (IOException)
        {
            // The pipe broke: the host is gone all the same.
        }
        // What the worker was doing cannot be reported to anyone; the host's messages come back to other hosts.
        Environment.Exit(0);
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetProcessGroup(int process, int group);
}
