namespace ReapFunctions.Local.Azurite;

/// <summary>
/// A lock between processes: whoever holds the file open alone. The system closes the file of a process that dies, so the lock
/// cannot be left behind. The file itself stays; deleting it would let two processes hold two files of one name.
/// </summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux and of macOS; sharing and lock violations of Windows.
    private static readonly int[] HeldCodes = OperatingSystem.IsWindows() ? [32, 33] : [11, 35];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock when it is free; null when somebody has it.</summary>
    /// <exception cref="IOException">There can be no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not ours to write.</exception>
    public static IDisposable? TryAcquire(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (HeldCodes.Contains(held.HResult & 0xFFFF))
        {
            return null;
        }
    }

    /// <summary>Waits until the lock is free and takes it; disposing the result gives it back.</summary>
    public static async Task<IDisposable> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryAcquire(path) is { } held)
                return held;
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
