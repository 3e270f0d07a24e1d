namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>What no column shows of how a customer takes contacts: each mean 0, standard deviation 1.</summary>
/// <param name="Openness">How gladly they say yes, whatever the offer.</param>
/// <param name="Resentment">How much they mind being contacted.</param>
internal readonly record struct ContactTraits(double Openness, double Resentment)
{
    /// <summary>Points and weights that integrate over a normal distribution (Gauss and Hermite, five points).</summary>
    private static readonly (double Point, double Weight)[] Normal =
    [
        (-2.856970, 0.011257), (-1.355626, 0.222076), (0, 0.533334), (1.355626, 0.222076), (2.856970, 0.011257),
    ];

    public static ContactTraits Of(in CustomerRandom random) =>
        new(random.Normal(Draw.Openness), random.Normal(Draw.Resentment));

    /// <summary>The traits and tastes that customers have, each with how many of them have it: shares that add up to 1.</summary>
    public static IEnumerable<(ContactTraits Traits, double Taste, double Share)> Everybodys() =>
        from openness in Normal
        from resentment in Normal
        from taste in Normal
        select (
            new ContactTraits(openness.Point, resentment.Point), taste.Point,
            openness.Weight * resentment.Weight * taste.Weight);

    /// <summary>How the one offer suits them, beyond what shows: mean 0, standard deviation 1.</summary>
    public static double Taste(in CustomerRandom random, TelcoOffer offer) => random.Normal(Draw.OfferTaste, (int)offer);
}

/// <summary>A customer at the moment of a contact.</summary>
/// <param name="Silent">Days since the contact before, whoever began it.</param>
/// <param name="Recent">Our contacts of the 90 days before, this one not counted.</param>
/// <param name="Taste">Of <see cref="ContactTraits.Taste"/>.</param>
/// <param name="Held">
/// Products that there is nothing to say yes to: those held by now, where <see cref="Month"/> has those held for long.
/// </param>
/// <param name="Left">Has left.</param>
/// <param name="Struck">Is struck by what spreads, and not put right.</param>
internal readonly record struct ContactMoment(
    Profile Profile, Month Month, ContactTraits Traits, double Taste, int Silent, int Recent, int Held, bool Left = false,
    bool Struck = false)
{
    public int Tenure => Profile.Tenure + Month.Index;

    /// <summary>May leave at once: no term, or one with at most two months to go.</summary>
    public bool Free => Truth.MonthsToContractEnd(Profile, Month) is null or <= 2;

    /// <summary>Unhappy beyond what an offer can mend.</summary>
    public bool Lost => Month.Complaints >= 3 || (Month.OpenComplaint && Free);

    /// <summary>
    /// Free to leave, for long content and not heard of for four months: a contact reminds them of what they pay.
    /// </summary>
    public bool Sleeping => Free && Tenure >= 12 && Silent > 120 && Month.Complaints == 0 && !Month.OpenComplaint
        && Month.Calls <= 4;
}
