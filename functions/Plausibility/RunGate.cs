using ReapFunctions.Contracts;
using ReapFunctions.Runs;

namespace ReapFunctions.Plausibility;

/// <summary>Whether a complete run may be published by itself.</summary>
public sealed class RunGate(
    PortfolioSources sources, PlausibilityOptions options, RunLedger ledger, FiguresStore stored)
{
    /// <returns>What looks wrong about it; nothing for a run that may be published.</returns>
    public async Task<IReadOnlyList<Doubt>> JudgeAsync(RunState run, CancellationToken cancellationToken)
    {
        var figures = await stored.MergeAsync(run.Id, run.Buckets, cancellationToken);
        // Readers follow it already: whoever published it was lost before the state said so.
        if (await ledger.Pointer.CurrentAsync(cancellationToken) == run.Id)
            return [];
        var all = await ledger.Runs.ListAsync(null, cancellationToken);
        var trailing = new List<PastRun>();
        foreach (var past in TrailingRuns.Find(all, run.Id, options.TrailingRuns))
            trailing.Add(new PastRun(past, await stored.FindAsync(past.Id, cancellationToken)));
        return new Judgement(options).Judge(run, figures, sources.Customers?.Source, trailing);
    }
}
