namespace ReapFunctions.Offers.Effects;

/// <summary>The groups of customers by what a contact does to them; the first whose condition holds is a customer's.</summary>
internal static class ContactGroup
{
    /// <summary>Those of no group.</summary>
    public const string Others = "others";

    /// <summary>The most groups: each needs customers of its own to be learned from.</summary>
    public const int Most = 12;
}
