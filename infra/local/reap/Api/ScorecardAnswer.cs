using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Moves;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Proof;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The answer of <c>GET /api/scorecard</c>.</summary>
/// <param name="Movement">Since the run asked for; null when there is none before.</param>
/// <param name="Migration">Flows between value deciles since then.</param>
/// <param name="Proof">What contacting brought against the control group.</param>
/// <param name="Uplift">By offer: whom contacting makes the difference for, where the control group suffices to tell.</param>
/// <param name="Penetration">What customers said to offers, and what they did.</param>
/// <param name="Plan">The best use of the budget asked about.</param>
/// <param name="Causes">What the change of value since then is made of.</param>
/// <param name="CauseChurn">The churn that followed each cause of dissatisfaction since then.</param>
internal sealed record ScorecardAnswer(
    Scorecard Scorecard,
    ScorecardMovement? Movement,
    IReadOnlyList<Migration>? Migration = null,
    IReadOnlyList<LiftEstimate>? Proof = null,
    IReadOnlyList<UpliftRanking>? Uplift = null,
    OutcomePenetration? Penetration = null,
    BudgetPlan? Plan = null,
    IReadOnlyList<ValueCause>? Causes = null,
    IReadOnlyList<CauseChurn>? CauseChurn = null);
