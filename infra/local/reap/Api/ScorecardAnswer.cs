using ReapFunctions.Scorecards;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>The answer of <c>GET /api/scorecard</c>.</summary>
/// <param name="Movement">Since the run asked for; null when there is none before.</param>
internal sealed record ScorecardAnswer(Scorecard Scorecard, ScorecardMovement? Movement);
