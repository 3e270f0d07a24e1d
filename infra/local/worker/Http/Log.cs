using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>What the HTTP side says.</summary>
internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Information, "'{Function}' answers {Verbs} /{Template}")]
    public static partial void Serves(this ILogger log, string function, string verbs, string template);
}
