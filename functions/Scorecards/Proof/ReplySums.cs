using ReapFunctions.Offers;
using ReapFunctions.Outcomes;

namespace ReapFunctions.Scorecards.Proof;

/// <summary>What replies to the prompts of the runs compared say.</summary>
/// <param name="Offers">What became of each offer.</param>
/// <param name="PerProtocol">By what is compared: the treated who were contacted, and the control group less who was.</param>
public sealed record ReplySums(IReadOnlyList<OfferOutcomes> Offers, IReadOnlyDictionary<string, ArmPair> PerProtocol)
{
    public static readonly ReplySums None = new([], new Dictionary<string, ArmPair>());

    internal static ReplySums Count(
        IReadOnlyCollection<OutcomeRecord> outcomes, IReadOnlyList<RunDigest> before, IReadOnlyList<RunDigest> now,
        DecisionOptions config) => new(
        OfferOutcomes.Count(outcomes, before, now, config.Offering),
        RunComparison.PerProtocol(
            before, now, config.Risk?.Target, outcomes.Select(outcome => RunDigest.KeyOf(outcome.CustomerId)).ToHashSet()));
}
