using Microsoft.AspNetCore.Http;
using ReapFunctions.Http;
using ReapFunctions.Offers;

namespace ReapFunctions.Prompts;

/// <summary>The query parameter <c>channel</c>.</summary>
internal static class ChannelParameter
{
    public static string? Of(HttpRequest request) => request.Text("channel");

    /// <summary>The problem with a channel that the portfolio does not have; null when there is none.</summary>
    public static IResult? Fault(string? channel, DecisionOptions config) =>
        FaultOf(channel, config) is { } fault ? Problems.BadParameter("channel", fault) : null;

    /// <inheritdoc cref="Fault"/>
    public static string? FaultOf(string? channel, DecisionOptions config)
    {
        var known = config.Channels;
        return channel is null || known.Contains(channel)
            ? null
            : $"There is no channel '{channel}'. Use one of: {string.Join(", ", known)}.";
    }
}
