using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Moves;

namespace ReapFunctions.Scorecards.Groups;

/// <summary>Flows of customers and their value between groups of the plan while customers are added.</summary>
internal sealed class GroupFlows
{
    private readonly IReadOnlyList<string>? names;
    private readonly MigrationFlows flows;

    /// <param name="digests">Those of both runs.</param>
    public GroupFlows(IEnumerable<RunDigest> digests)
    {
        names = digests.Select(digest => digest.Groups).DistinctBy(groups => string.Join('\n', groups)).ToArray()
            is [{ Count: > 0 } same] ? same : null;
        flows = new MigrationFlows(place => names![place]);
    }

    /// <summary>Null where the digests know no groups, or not all the same.</summary>
    public IReadOnlyList<Migration>? All => names is null ? null : flows.All;

    /// <param name="digest">That of the earlier run; null for who is not in it.</param>
    /// <param name="was">The customer in it; not active where there is none.</param>
    /// <param name="place">The customer's place in it.</param>
    /// <param name="later">That of the later run; likewise.</param>
    /// <param name="isNow">The customer in it.</param>
    /// <param name="placeNow">The customer's place in it.</param>
    /// <param name="isKnown">Whether the run in which the customer is not knows that they were not there.</param>
    public void Add(
        RunDigest? digest, DigestRow was, int place, RunDigest? later, DigestRow isNow, int placeNow, bool isKnown)
    {
        if (names is not null)
            flows.Add(
                was.Active ? was : null, digest?.GroupPlaces[place], isNow.Active ? isNow : null, later?.GroupPlaces[placeNow],
                isKnown);
    }
}
