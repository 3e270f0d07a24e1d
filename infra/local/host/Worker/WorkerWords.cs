namespace ReapFunctions.Local.Host.Worker;

/// <summary>What a worker's process printed: its last lines, and the message of the exception that ended it.</summary>
internal sealed class WorkerWords
{
    private const int KeptLines = 20;
    private const string Unhandled = "Unhandled exception. ";

    private readonly Queue<string> lines = [];
    private readonly List<string> fault = [];
    private bool inFault;

    /// <summary>The last lines, or the message of the exception that ended it when there was one.</summary>
    public string Said
    {
        get
        {
            lock (lines)
            {
                if (fault.Count > 0)
                    return MessageOf(string.Join(' ', fault.Select(line => line.Trim())));
                return lines.Count == 0 ? "(nothing)" : string.Join('\n', lines);
            }
        }
    }

    public void Add(string line, bool isError)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
                lines.Dequeue();
            if (isError)
                AddFault(line);
        }
    }

    private void AddFault(string line)
    {
        if (line.StartsWith(Unhandled, StringComparison.Ordinal))
        {
            fault.Clear();
            inFault = true;
        }
        else if (line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith(" ---> ", StringComparison.Ordinal))
        {
            inFault = false;
        }
        if (inFault)
            fault.Add(line);
    }

    /// <summary>Of <c>Unhandled exception. Namespace.Type: message</c> the message.</summary>
    private static string MessageOf(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? text : text[(colon + 2)..];
    }
}
