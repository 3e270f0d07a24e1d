namespace ReapFunctions.Prompts;

/// <summary>One outcome among several of a call.</summary>
/// <param name="CustomerId">The customer, as the extracts write the id.</param>
/// <param name="OutcomeId">Identifies it among the customer's: sent again, it counts once.</param>
/// <param name="Offer">The offer that the prompt was about.</param>
/// <param name="Reply">accepted, declined, later or noAnswer.</param>
/// <param name="Until">For later: the day to ask again, yyyy-MM-dd.</param>
/// <param name="Agent">A code of who records it.</param>
/// <param name="Leaving">Why the customer leaves or has left: a reason of care.json.</param>
internal sealed record PostedOutcome(
    string CustomerId,
    string OutcomeId,
    string? Offer = null,
    string? Reply = null,
    string? Until = null,
    string? Channel = null,
    string? Agent = null,
    string? Leaving = null)
{
    /// <summary>The same as it is posted alone.</summary>
    public OutcomeRequest Alone() => new(Offer, Reply, Until, Channel, Agent, OutcomeId, Leaving);
}

/// <summary>The body of <c>POST /api/outcomes</c>.</summary>
/// <param name="Outcomes">1 to 500.</param>
internal sealed record OutcomesRequest(IReadOnlyList<PostedOutcome> Outcomes);

/// <summary>What became of one of them.</summary>
/// <param name="Status">
/// 201 recorded; 200 known already; 400 a part cannot be used; 404 the published run has no such customer; 409 its id stands for
/// another outcome.
/// </param>
/// <param name="Parameter">The part that cannot be used; null otherwise.</param>
/// <param name="Detail">Why it was not taken, and what to do; null when it was.</param>
internal sealed record OutcomeResult(string CustomerId, string OutcomeId, int Status, string? Parameter, string? Detail);

/// <summary>The answer to <c>POST /api/outcomes</c>.</summary>
/// <param name="Recorded">How many are recorded by this call.</param>
/// <param name="Known">How many were recorded before: sending them again changed nothing.</param>
/// <param name="Refused">How many were not taken.</param>
/// <param name="Outcomes">What became of each, in the order of the body.</param>
internal sealed record OutcomesAnswer(int Recorded, int Known, int Refused, IReadOnlyList<OutcomeResult> Outcomes);
