namespace ReapFunctions.Local.Reap;

/// <summary>
/// Something outside reap is missing; the message says what, and what to do. Ends reap with <see cref="ExitCode.Environment"/>.
/// </summary>
internal sealed class EnvironmentException(string message, Exception? inner = null) : Exception(message, inner);
