using ReapFunctions.Scorecards.Plans;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The answer of <c>GET /api/plans</c>.</summary>
internal sealed record PlansAnswer(string Until, PlanWorth Worth, IReadOnlyList<PlanResult> Plans);

/// <summary>The answer of <c>GET /api/selections</c>.</summary>
internal sealed record SelectionsAnswer(string Until, IReadOnlyList<SelectionResult> Selections);
