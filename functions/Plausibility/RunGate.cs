using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Calibration;

namespace ReapFunctions.Plausibility;

/// <summary>Whether a complete run may be published by itself.</summary>
public sealed class RunGate(
    PortfolioSources sources, PlausibilityOptions options, RunLedger ledger, FiguresStore stored, CalibrationStore calibrations)
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
        var judgement = new Judgement(options);
        return
        [
            .. judgement.Judge(run, figures, sources.Customers?.Source, trailing),
            .. await OfCalibrationAsync(judgement, run, all, cancellationToken),
        ];
    }

    private async Task<IEnumerable<Doubt>> OfCalibrationAsync(
        Judgement judgement, RunState run, IReadOnlyList<RunState> all, CancellationToken cancellationToken)
    {
        var found = await calibrations.OfAsync(run.Id, cancellationToken);
        return found.GroupBy(calibration => calibration.Since).SelectMany(since => judgement.OfCalibration(
            run, [.. since],
            all.FirstOrDefault(past => $"{past.Id}" == since.Key)?.Models ?? new Dictionary<string, string>()));
    }
}
