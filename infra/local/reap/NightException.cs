namespace ReapFunctions.Local.Reap;

/// <summary>
/// A night that did not end as it should; the message says how. Ends reap with <see cref="ExitCode.FailedNight"/>.
/// </summary>
internal sealed class NightException(string message) : Exception(message);
