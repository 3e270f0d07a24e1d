using System.Net;

namespace ReapFunctions.Local.Reap;

/// <summary>Arguments that can be read but make no sense together. Ends reap with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>
/// Something outside reap is missing; the message says what, and what to do. Ends reap with <see cref="ExitCode.Environment"/>.
/// </summary>
internal sealed class EnvironmentException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A night that did not end as it should; the message says how. Ends reap with <see cref="ExitCode.FailedNight"/>.
/// </summary>
internal sealed class NightException(string message) : Exception(message);

/// <summary>The app answered, but not with what was asked for. Ends reap with <see cref="ExitCode.FailedNight"/>.</summary>
internal sealed class ApiException(HttpStatusCode status, string path, string detail)
    : Exception($"{path} answered {(int)status}: {detail}");
