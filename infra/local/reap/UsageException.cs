namespace ReapFunctions.Local.Reap;

/// <summary>Arguments that can be read but make no sense together. Ends reap with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
