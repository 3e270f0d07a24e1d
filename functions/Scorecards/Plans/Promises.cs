using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>What promises have been worth: those of plans, and those of selections.</summary>
public sealed class Promises(PlanStore plans, SelectionOutcomeStore selections)
{
    /// <summary>
    /// A promise comes due over a year; those before say nothing new, and every night would have more to work out.
    /// </summary>
    internal const int Days = 400;

    /// <param name="until">The run by which they are judged.</param>
    public async Task<PlanWorth> WorthAsync(RunId until, CancellationToken cancellationToken)
    {
        var kept = await plans.ResultsAsync(until, until.Date.AddDays(-Days), cancellationToken);
        return await WorthAsync(until, kept, cancellationToken);
    }

    /// <inheritdoc cref="WorthAsync(RunId, CancellationToken)"/>
    /// <param name="kept">What has come of plans by then; those of older runs say nothing.</param>
    internal async Task<PlanWorth> WorthAsync(
        RunId until, IReadOnlyList<PlanResult> kept, CancellationToken cancellationToken)
    {
        var oldest = until.Date.AddDays(-Days);
        var selected = await selections.ResultsAsync(until, oldest, cancellationToken);
        return PlanWorth.Of(
        [
            .. kept.Where(result => result.Kept.Withdrawn is null && RunId.Parse(result.Kept.Run).Date >= oldest)
                .Select(result => result.Lines),
            .. selected.Where(result => result.Kept.Withdrawn is null).Select(result => result.Outcome.Lines),
        ]);
    }
}
