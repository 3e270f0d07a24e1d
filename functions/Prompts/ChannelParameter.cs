using Microsoft.AspNetCore.Http;
using ReapFunctions.Http;
using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>The query parameter <c>channel</c>.</summary>
internal static class ChannelParameter
{
    public static string? Of(HttpRequest request) => request.Query["channel"].ToString() is { Length: > 0 } given ? given : null;

    /// <summary>The problem with a channel that the portfolio does not have; null when there is none.</summary>
    public static IResult? Fault(string? channel, DecisionOptions config) =>
        channel is null || config.Roles.Consents.ContainsKey(channel)
            ? null
            : Problems.BadParameter(
                "channel", $"There is no channel '{channel}'. Use one of: {string.Join(", ", config.Roles.Consents.Keys)}.");
}
