namespace ReapFunctions.Outcomes;

/// <summary>What a contact is about, as far as it matters for who leaves after it.</summary>
public enum ContactAim
{
    /// <summary>A reason to stay: it reminds of leaving, too.</summary>
    Keeping,

    /// <summary>Anything else: a sale, a saving, a referral.</summary>
    Other,
}

/// <summary>
/// What contacting customers alike did to their leaving, beyond what offers say that a yes saves, as a run knew it when it
/// opened.
/// </summary>
/// <param name="Group">A group of <c>contactGroups</c>, or <c>others</c>.</param>
/// <param name="Ratio">
/// The chance to leave of who was contacted over that of others of the same risk: below 1 contacts keep, above 1 they drive away.
/// </param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Contacted">Customers whom it was learned from.</param>
/// <param name="Left">Those of them who left.</param>
public sealed record LeavingEffect(
    string Group, ContactAim About, double Ratio, double Low, double High, long Contacted, long Left);
