using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// A folder for what a command writes besides its answer, such as the log of the app. It stays after the command, to be looked
/// into, until the next command of its kind starts; that of a command that was killed too.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string LockFile = ".lock";

    private readonly IDisposable? held;

    private WorkFolder(string path, IDisposable? held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Makes a folder, and deletes those of the same kind whose command has ended.</summary>
    /// <param name="kind">What its name begins with.</param>
    /// <param name="parent">Where folders of the kind lie; default the folder for temporary files.</param>
    public static WorkFolder Create(string kind, string? parent = null)
    {
        parent ??= System.IO.Path.GetTempPath();
        foreach (var folder in Directory.EnumerateDirectories(parent, $"{kind}*"))
            DeleteIfLeft(folder);
        var path = System.IO.Path.Combine(parent, $"{kind}{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new WorkFolder(path, FileLock.TryAcquire(System.IO.Path.Combine(path, LockFile)));
    }

    public void Dispose() => held?.Dispose();

    private static void DeleteIfLeft(string folder)
    {
        try
        {
            var file = System.IO.Path.Combine(folder, LockFile);
            // Without one it is being made, or somebody else's.
            if (!File.Exists(file) || FileLock.TryAcquire(file) is not { } left)
                return;
            left.Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another command deletes it too, or it is another user's.
        }
    }
}
