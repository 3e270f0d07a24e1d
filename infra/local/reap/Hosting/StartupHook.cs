// The .NET runtime looks for this very name, outside any namespace (DOTNET_STARTUP_HOOKS).

/// <summary>
/// Runs in the app's process before its Main when reap started it: ends the app when reap ends, however that happens. The
/// operating system closes the pipe that is the app's standard input even when reap is killed, so no host is left behind to take
/// messages.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // What the app starts itself is none of our business.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        var watch = new Thread(EndWithParent) { IsBackground = true, Name = "reap: ends with its parent" };
        watch.Start();
    }

    private static void EndWithParent()
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
            // The pipe broke: the parent is gone all the same.
        }
        // Runs the host's shutdown: messages go back to their queues.
        Environment.Exit(0);
    }
}
