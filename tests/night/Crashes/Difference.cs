using Azure;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>How a night differs from a clean one.</summary>
internal static class Difference
{
    /// <summary>In a sentence or several; null when it does not.</summary>
    public static async Task<string?> OfAsync(IReadOnlyList<string> clean, Func<Task<PlayedNight>> play)
    {
        try
        {
            var played = await play();
            var missing = clean.Except(played.Digest, StringComparer.Ordinal).Select(line => $"- {line}");
            var more = played.Digest.Except(clean, StringComparer.Ordinal).Select(line => $"+ {line}");
            var thrown = played.Thrown.Where(fault => !IsInjected(fault)).Select(fault => $"! {fault}");
            var all = string.Join("\n  ", [.. missing, .. more, .. thrown]);
            return all.Length == 0 ? null : all;
        }
        catch (InvalidOperationException poison)
        {
            return poison.ToString();
        }
    }

    /// <summary>Whether it comes from a request that was let go wrong.</summary>
    private static bool IsInjected(Exception? fault) =>
        fault is not null && (fault is AggregateException { InnerException: RequestFailedException { Status: 0 } }
            || IsInjected(fault.InnerException));
}
