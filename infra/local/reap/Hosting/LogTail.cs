namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Writes a process's output to a file and keeps the last lines for an error message. Safe for use by several threads.
/// </summary>
internal sealed class LogTail : IDisposable
{
    private const int KeptLines = 30;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly StreamWriter writer;
    private bool disposed;

    public LogTail(string file)
    {
        File = file;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        writer = new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }

    public string File { get; }

    public void Add(string line)
    {
        lock (gate)
        {
            if (disposed)
                return;
            writer.WriteLine(line);
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
                lines.Dequeue();
        }
    }

    /// <summary>The last lines, indented; where the rest is.</summary>
    public override string ToString()
    {
        lock (gate)
        {
            var said = lines.Count == 0 ? "  (nothing)" : string.Join('\n', lines.Select(line => "  " + line));
            return $"{said}\nAll of it: {File}";
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            writer.Dispose();
        }
    }
}
