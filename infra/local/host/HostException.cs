namespace ReapFunctions.Local.Host;

/// <summary>The host cannot run; the message says in one sentence what is wrong and what to do.</summary>
internal sealed class HostException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What the process ends with.</summary>
    public const int ExitCode = 1;
}
