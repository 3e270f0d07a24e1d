using ReapFunctions.Rules;

namespace ReapFunctions.Offers.Standards;

/// <summary>How often customers are contacted at most.</summary>
/// <param name="Most">Contacts that fill the window; at least 1.</param>
/// <param name="Days">Length of the window, days; 1 to 36,500.</param>
public sealed record MostContacts(int Most, int Days);

/// <summary>How customers of a value band are cared for: what a team holds itself to.</summary>
public sealed record CareStandard
{
    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The team that looks after the customer. In configuration that of whom no route gives another.</summary>
    public string Team { get; init; } = "";

    /// <summary>Hours within which what the customer asks is answered; above 0, at most 8,760.</summary>
    public required double AnswerHours { get; init; }

    /// <summary>How often the customer is contacted at most, beside the limits of all; null for no more than those.</summary>
    public MostContacts? Contacts { get; init; }

    /// <summary>Currency that a customer may be given in 12 months to care for them; 0 or more, default 0.</summary>
    public double CareBudget { get; init; }

    /// <summary>Who may grant a discount; empty for nobody.</summary>
    public IReadOnlyList<string> MayDiscount { get; init; } = [];

    /// <summary>The limit of contacts that it sets; null for none.</summary>
    internal ContactLimit? Limit => Contacts is not { } contacts ? null : new ContactLimit
    {
        Name = Name,
        Per = ContactScope.Customer,
        Days = contacts.Days,
        Most = contacts.Most,
    };
}
