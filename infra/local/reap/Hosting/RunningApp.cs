using System.Diagnostics;
using System.Text.Json;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Where <c>reap up</c> runs, written down in a file of its own for the commands that come after it. The process holds a lock
/// beside the file for as long as it lives: what a killed one left behind counts no more, also when its process id has been given
/// to another, and is deleted.
/// </summary>
/// <param name="App">Where the app answers.</param>
/// <param name="Storage">The connection string of an Azurite of its own; null for an account that was given: its key is nobody
/// else's business.</param>
/// <param name="ProcessId">The process of <c>reap up</c>.</param>
internal sealed record RunningApp(Uri App, string? Storage, int ProcessId)
{
    /// <summary>Overrides the folder of these files, for runs that must not be found by others.</summary>
    public const string FolderSetting = "REAP_UP_HOME";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The account that it works on, by its address: uploads to that account are told to it.</summary>
    public Uri? Account { get; init; }

    /// <summary>The portfolio that it works for; null for the default one.</summary>
    public string? Portfolio { get; init; }

    /// <summary>The key that it is called with; null when it asks for none. Only the owner can read the file.</summary>
    public string? Key { get; init; }

    private static string UsualFolder => Environment.GetEnvironmentVariable(FolderSetting) is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "reapfunctions", "up");

    /// <summary>Writes it down until the answer is disposed.</summary>
    /// <param name="folder">Where; default where every command looks.</param>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public IDisposable Announce(string? folder = null)
    {
        folder ??= UsualFolder;
        try
        {
            return WriteDown(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"Where this runs cannot be written down in '{folder}': {fault.Message} "
                + $"Set {FolderSetting} to a folder that can be written.", fault);
        }
    }

    private Announcement WriteDown(string folder)
    {
        Directory.CreateDirectory(folder);
        DeleteLeft(folder);
        var file = Path.Combine(folder, $"{ProcessId}.json");
        var announcement = new Announcement(file, FileLock.TryAcquire(LockOf(file)));
        // The mode is given to new files only.
        File.Delete(file);
        using var stream = new FileStream(file, NewFile());
        JsonSerializer.Serialize(stream, this);
        return announcement;
    }

    /// <summary>The one that was started last; null when none runs.</summary>
    /// <inheritdoc cref="Announce"/>
    public static RunningApp? Find(string? folder = null) => All(folder) is [var last, ..] ? last : null;

    /// <summary>Those that run, the one that was started last first.</summary>
    /// <inheritdoc cref="Announce"/>
    public static IReadOnlyList<RunningApp> All(string? folder = null)
    {
        folder ??= UsualFolder;
        if (!Directory.Exists(folder))
            return [];
        DeleteLeft(folder);
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*.json")
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Select(file => Read(file.FullName))
                .OfType<RunningApp>()
                .Where(app => IsAlive(app.ProcessId)),
        ];
    }

    /// <summary>Whether there is such a process; it need not be the one that wrote the file.</summary>
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

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void DeleteLeft(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            try
            {
                if (FileLock.TryAcquire(LockOf(file)) is { } left)
                    new Announcement(file, left).Dispose();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Another command deletes it too.
            }
        }
    }

    private static string LockOf(string file) => Path.ChangeExtension(file, ".lock");

    private static RunningApp? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningApp>(File.ReadAllText(file));
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            // Being written, or just gone.
            return null;
        }
    }

    private sealed class Announcement(string file, IDisposable? held) : IDisposable
    {
        public void Dispose()
        {
            File.Delete(file);
            held?.Dispose();
            File.Delete(LockOf(file));
        }
    }
}
