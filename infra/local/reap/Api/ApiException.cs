using System.Net;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The app answered, but not with what was asked for. Ends reap with <see cref="ExitCode.FailedNight"/>.</summary>
internal sealed class ApiException(HttpStatusCode status, string path, string detail)
    : Exception($"{path} answered {(int)status}: {detail}");
