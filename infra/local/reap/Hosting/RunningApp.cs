using System.Diagnostics;
using System.Text.Json;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Where <c>reap up</c> runs, written down in a file of its own for the commands that come after it. A file whose process has
/// ended counts no more.
/// </summary>
/// <param name="App">Where the app answers.</param>
/// <param name="Storage">The connection string of an Azurite of its own; null for an account that was given: its key is nobody
/// else's business.</param>
/// <param name="ProcessId">The process of <c>reap up</c>.</param>
internal sealed record RunningApp(Uri App, string? Storage, int ProcessId)
{
    /// <summary>Overrides the folder of these files, for runs that must not be found by others.</summary>
    public const string FolderSetting = "REAP_UP_HOME";

    private static string Folder => Environment.GetEnvironmentVariable(FolderSetting) is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "reapfunctions", "up");

    private string File => Path.Combine(Folder, $"{ProcessId}.json");

    /// <summary>Writes it down until the answer is disposed.</summary>
    public IDisposable Announce()
    {
        Directory.CreateDirectory(Folder);
        System.IO.File.WriteAllText(File, JsonSerializer.Serialize(this));
        return new Announcement(File);
    }

    /// <summary>The one that was started last; null when none runs.</summary>
    public static RunningApp? Find()
    {
        if (!Directory.Exists(Folder))
            return null;
        return new DirectoryInfo(Folder).EnumerateFiles("*.json")
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => Read(file.FullName))
            .FirstOrDefault(app => app is not null && IsAlive(app.ProcessId));
    }

    private static RunningApp? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningApp>(System.IO.File.ReadAllText(file));
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            // Being written, or just gone.
            return null;
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private sealed class Announcement(string file) : IDisposable
    {
        public void Dispose() => System.IO.File.Delete(file);
    }
}
