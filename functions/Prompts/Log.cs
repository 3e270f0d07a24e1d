using Microsoft.Extensions.Logging;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Prompts;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Answered {Prompts} prompts from run {Run}, stale: {Stale}")]
    public static partial void Prompted(this ILogger log, string run, int prompts, bool stale);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recorded a reply '{Reply}' to offer {Offer} of run {Run}")]
    public static partial void Recorded(this ILogger log, Reply reply, string offer, string run);
}
