using ReapFunctions.Offers;

namespace ReapFunctions.Lists.Selections;

/// <summary>
/// A selection of a list that somebody keeps to contact its customers: what it promised is held against what comes.
/// </summary>
/// <param name="Run">The run whose list it is of.</param>
/// <param name="By">Who kept it; null where nobody is signed in.</param>
/// <param name="Lever">Of the offers that the list is for.</param>
/// <param name="Customers">How many are to be contacted.</param>
/// <param name="Control">Customers of the control group whom it would have chosen.</param>
/// <param name="Refused">By rule: whom it would have chosen, were they not kept from being contacted now.</param>
/// <param name="Shared">
/// How many of all these stand in a selection of the last 90 days: what comes of them is judged there.
/// </param>
/// <param name="Promised">Currency that contacting them is expected to bring, before its cost.</param>
/// <param name="Cost">Currency that the contacts cost.</param>
/// <param name="Pulls">Who fetched the customers, the oldest first.</param>
public sealed record KeptSelection(
    string Name, SelectionRequest Asked, string Run, DateTimeOffset KeptAt, string? By, Lever Lever, long Customers, long Control,
    IReadOnlyDictionary<string, long> Refused, long Shared, decimal Promised, decimal Cost, IReadOnlyList<SelectionPull> Pulls)
{
    /// <summary>That it is withdrawn; null while it stands.</summary>
    public Withdrawn? Withdrawn { get; init; }

    /// <summary>The blob with its customers.</summary>
    internal string File => SelectionStore.FileOf(Run, Asked);
}

/// <summary>That somebody withdrew a selection or a plan.</summary>
/// <param name="By">Who; null where nobody is signed in.</param>
public sealed record Withdrawn(DateTimeOffset At, string? By);

/// <summary>That somebody fetched the customers of a selection.</summary>
/// <param name="By">Who; null where nobody is signed in.</param>
/// <param name="Format">As what.</param>
public sealed record SelectionPull(DateTimeOffset At, string? By, string Format);
