using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// <c>GET /api/selections?until=</c>: the selections that were kept, the newest first, by whom, who fetched them, and what has
/// come of each by a run (default the published one).
/// </summary>
public sealed class GetSelections(
    SelectionOutcomeStore selections, RunPointerStore pointer, ScorecardStore scorecards, DecisionOptions config)
{
    /// <param name="Until">The run by which they are judged.</param>
    internal sealed record Answer(string Until, IReadOnlyList<SelectionResult> Selections);

    [Function(nameof(GetSelections))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/selections")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (asked, problem) = await UntilParameter.ReadAsync(request, pointer, scorecards, cancellationToken);
        if (asked is not { } until)
            return problem!;
        var results = await selections.ResultsAsync(until, DateOnly.MinValue, cancellationToken);
        return Results.Json(new Answer($"{until}", Found(results)), RecordJson.Options);
    }

    private IReadOnlyList<SelectionResult> Found(IReadOnlyList<(KeptSelection Kept, SelectionOutcome Outcome)> results)
    {
        var proofs = results.Select(result => result.Outcome.Arms is null ? null : Proof(result.Kept, result.Outcome)).ToArray();
        var threshold = FalseDiscoveries.Threshold(
        [
            .. proofs.OfType<LiftEstimate>().SelectMany(FalseDiscoveries.Of),
            .. PlanLine.ValuePs(results.SelectMany(result => result.Outcome.Lines)),
        ]);
        return [.. results.Zip(proofs, (result, proof) => new SelectionResult(
            result.Kept, result.Outcome.Until, result.Outcome.Value,
            PlanLine.Mark(result.Outcome.Lines, threshold),
            proof is null ? null : FalseDiscoveries.Mark(proof, threshold)))];
    }

    private LiftEstimate Proof(KeptSelection kept, SelectionOutcome outcome) => LiftEstimate.Whole(
        NameOf(kept), outcome.Arms!, outcome.ControlShare ?? config.Offering.Control.Share,
        RunId.Parse(outcome.Until).Date.DayNumber - RunId.Parse(kept.Run).Date.DayNumber, outcome.Contacted) with
    {
        Quantiles = outcome.Quantiles,
    };

    private static string NameOf(KeptSelection kept) => $"selection:{kept.Name}";
}

/// <summary>A kept selection and what has come of it by a later run.</summary>
/// <param name="Until">The run by which it is judged.</param>
/// <param name="Value">What is compared: <c>lifetime</c>, or <c>current</c> where the portfolio has no lifetime value.</param>
/// <param name="Lines">Promised, due and realised with interval, by total, lever and decile; none before a later night.</param>
/// <param name="Proof">
/// What contacting brought against the control group: of whom it would have chosen, how many took the product, or stayed. Null
/// before a later night.
/// </param>
public sealed record SelectionResult(
    KeptSelection Kept, string Until, string Value, IReadOnlyList<PlanLine> Lines, LiftEstimate? Proof);
