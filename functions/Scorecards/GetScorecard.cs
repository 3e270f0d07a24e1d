using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Storage;

namespace ReapFunctions.Scorecards;

/// <summary>
/// <c>GET /api/scorecard?run=&amp;since=&amp;budget=</c>: the REAP scorecard of a run (default the published one) and its
/// movement since another (default that of the night before): how the measures moved, the value migration, what customers said
/// and then did, what the control group proves and whom it says to contact, how groups stand against their plan. With
/// <c>budget</c>, the best split of it over deciles and levers.
/// </summary>
public sealed class GetScorecard(
    ScorecardStore stored,
    RunStore runs,
    RunPointerStore pointer,
    OutcomeStore outcomes,
    CalibrationStore calibrations,
    DecisionOptions config)
{
    /// <summary>A run's scorecard; what compares it with an earlier run is null for the first.</summary>
    private sealed record Answer(Scorecard Scorecard)
    {
        public ScorecardMovement? Movement { get; init; }

        public IReadOnlyList<Migration>? Migration { get; init; }

        public IReadOnlyList<ValueCause>? Causes { get; init; }

        public IReadOnlyList<TargetCalibration> Calibration { get; init; } = [];

        public IReadOnlyList<LiftEstimate>? Proof { get; init; }

        /// <summary>The run that proof and uplift are of: the last one of the control group that was drawn.</summary>
        public string? ProofUntil { get; init; }

        public IReadOnlyList<UpliftRanking>? Uplift { get; init; }

        public OutcomePenetration? Penetration { get; init; }

        public IReadOnlyList<CauseChurn>? CauseChurn { get; init; }

        public BudgetPlan? Plan { get; init; }
    }

    [Function(nameof(GetScorecard))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/scorecard")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "run", "since", "budget") is { } wrong)
            return wrong;
        foreach (var name in (string[])["run", "since"])
        {
            if (request.Query[name].ToString() is { Length: > 0 } text && !RunId.TryParse(text, out _))
                return Problems.BadParameter(name, RunId.NoRun(text));
        }
        if (!TryBudget(request, out var budget))
            return Problems.BadParameter("budget", "Write an amount, 0 or more, such as 10000.");
        if ((Run(request, "run") ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return Problems.NotFound("No run is published yet.", ProblemKind.NoRun);
        if (await stored.ReadAsync(run, cancellationToken) is not { } scorecard)
            return Problems.NotFound($"There is no scorecard of run {run}.", ProblemKind.NoScorecard, ("run", run));
        var since = Run(request, "since")
            ?? await runs.BeforeAsync(run, cancellationToken)
            ?? await DroppedBeforeAsync(run, cancellationToken);
        if (Run(request, "since") is { } later && later >= run)
            return Problems.BadParameter("since", $"Run {later} is not before run {run}. Ask for the later one by 'run'.");
        var before = since is { } earlier ? await stored.ReadAsync(earlier, cancellationToken) : null;
        if (before is null && Run(request, "since") is { } missing)
            return Problems.NotFound($"There is no scorecard of run {missing}.", ProblemKind.NoScorecard, ("run", missing));
        var answer = new Answer(scorecard)
        {
            Calibration = await calibrations.OfAsync(run, cancellationToken),
            Plan = budget is { } amount ? BudgetPlan.Allot(scorecard.Steps, amount) : null,
        };
        if (before is not null)
            answer = await ComparedAsync(answer, run, before, since!.Value, cancellationToken);
        return Results.Json(answer with { Scorecard = scorecard with { Steps = [] } }, RecordJson.Options);
    }

    private async Task<Answer> ComparedAsync(
        Answer answer, RunId run, Scorecard before, RunId since, CancellationToken cancellationToken)
    {
        var comparison = await stored.CompareAsync(before, answer.Scorecard, cancellationToken);
        var replies = await stored.RepliesAsync(since, run, outcomes, cancellationToken);
        answer = answer with
        {
            Movement = ScorecardMovement.Between(before, answer.Scorecard) with
            {
                Groups = GroupMovement.Between(before, answer.Scorecard, comparison.GroupFlows),
            },
            Migration = comparison.Migrations,
            Causes = comparison.Causes,
            CauseChurn = comparison.CauseChurn,
            Penetration = OutcomePenetration.From(replies.Offers, comparison, config.Offering),
        };
        var until = await stored.OfOneDrawAsync(since, run, cancellationToken);
        if (until == run)
            return Proven(answer, comparison, replies, since, run);
        // Another control group was drawn in between: what was proven by then stands.
        if (until is not { } last || await stored.ReadAsync(last, cancellationToken) is not { } scorecard)
            return answer;
        return Proven(
            answer, await stored.CompareAsync(before, scorecard, cancellationToken),
            await stored.RepliesAsync(since, last, outcomes, cancellationToken), since, last);
    }

    private Answer Proven(Answer answer, RunComparison comparison, ReplySums replies, RunId since, RunId until) => answer with
    {
        Proof = [.. LiftEstimate.EstimateAll(
            comparison.Arms, comparison.ControlShare ?? config.Offering.Control.Share,
            until.Date.DayNumber - since.Date.DayNumber, replies.PerProtocol)
            .Select(line => line with { Quantiles = comparison.Quantiles[line.Name] })],
        ProofUntil = $"{until}",
        Uplift = comparison.Uplift,
    };

    /// <summary>
    /// The night before where its run is dropped: scorecards of published runs outlive them. A run that is still known is none.
    /// </summary>
    private async Task<RunId?> DroppedBeforeAsync(RunId run, CancellationToken cancellationToken)
    {
        foreach (var earlier in await stored.BeforeAsync(run.Date, cancellationToken))
        {
            if (await runs.FindAsync(earlier, cancellationToken) is null)
                return earlier;
        }
        return null;
    }

    private static bool TryBudget(HttpRequest request, out decimal? budget)
    {
        budget = null;
        if (request.Query["budget"].ToString() is not { Length: > 0 } text)
            return true;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        budget = amount;
        return true;
    }

    private static RunId? Run(HttpRequest request, string name) =>
        RunId.TryParse(request.Query[name].ToString(), out var run) ? run : null;
}
