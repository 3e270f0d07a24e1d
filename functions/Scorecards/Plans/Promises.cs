using ReapFunctions.Runs;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>What promises have been worth: those of plans, and those of selections.</summary>
public sealed class Promises(PlanStore plans, SelectionOutcomeStore selections)
{
    /// <param name="until">The run by which they are judged.</param>
    public async Task<PlanWorth> WorthAsync(RunId until, CancellationToken cancellationToken)
    {
        var kept = await plans.ResultsAsync(until, cancellationToken);
        var selected = await selections.ResultsAsync(until, cancellationToken);
        return PlanWorth.Of(
            [.. kept.Select(result => result.Lines), .. selected.Select(result => result.Outcome.Lines)]);
    }
}
