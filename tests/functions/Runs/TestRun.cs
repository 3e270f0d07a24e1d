using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Runs;

/// <summary>A run of which nothing matters but its id and phase.</summary>
internal static class TestRun
{
    public static RunState Of(RunId id, RunPhase phase = RunPhase.Published) => new()
    {
        Id = id,
        Phase = phase,
        Buckets = 1,
        Extracts = [],
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };
}
