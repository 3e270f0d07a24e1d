using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Digests;

/// <summary>Digests of runs by which many promises are judged, each read once.</summary>
internal sealed class DigestsOnce(ScorecardStore scorecards)
{
    private readonly Dictionary<RunId, IReadOnlyList<RunDigest>> read = [];

    public async Task<IReadOnlyList<RunDigest>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        if (!read.TryGetValue(run, out var digests))
            read[run] = digests = await scorecards.DigestsAsync(run, cancellationToken);
        return digests;
    }
}
