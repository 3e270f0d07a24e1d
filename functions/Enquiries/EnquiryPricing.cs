using ReapFunctions.Offers;
using ReapFunctions.Offers.Channels;

namespace ReapFunctions.Enquiries;

/// <summary>A customer whom an enquiry's e-mail or phone finds.</summary>
/// <param name="TenureMonths">For how long they have been one; null where it is not known.</param>
internal sealed record RecognisedCustomer(string Id, double? TenureMonths);

/// <summary>What enquiries are expected to bring when they are followed up.</summary>
/// <remarks>
/// <code>
/// expected = chance on the channel x (lifetime - what winning a customer by the channel they came by costs) - the contact
/// </code>
/// on that of the channels they agreed to on which it is most. The chance is that of their age (<see cref="EnquiryChances"/>),
/// by the odds of the channel as for every offer.
/// </remarks>
internal static class EnquiryPricing
{
    private const double DaysPerMonth = 365.25 / 12;

    /// <param name="known">By enquiry: who is found among the customers.</param>
    /// <param name="scores">By place: how much they are like the best customers.</param>
    /// <param name="days">For how many days an enquiry counts.</param>
    public static IReadOnlyList<EnquiryEntry> Price(
        IReadOnlyList<Enquiry> enquiries, IReadOnlyDictionary<string, RecognisedCustomer> known,
        IReadOnlyList<LikenessScore> scores, DecisionOptions config, int days, DateOnly asOf)
    {
        var options = config.Value.Enquiries!;
        var recognised = new Dictionary<string, RecognisedCustomer>(known, StringComparer.Ordinal);
        enquiries = SamePerson.Recognise(enquiries, recognised);
        EnquiryLife?[] lives =
            [.. enquiries.Select(enquiry => LifeOf(enquiry, recognised.GetValueOrDefault(enquiry.Id), asOf))];
        var persons = SamePerson.Of(enquiries, recognised, lives, asOf);
        lives = [.. lives.Select((life, place) => WatchedOf(life, enquiries, place, persons[place]))];
        var control = ControlOf(config);
        // Of those whom nobody follows up nothing is learned of following up.
        var chances = EnquiryChances.Learn(
            [.. lives.Where((_, place) => !control.Contains(persons[place].First)).OfType<EnquiryLife>()], options, days);
        return
        [
            .. enquiries.Select((enquiry, place) =>
            {
                var cost = config.Value.Acquisition?.Costs.GetValueOrDefault(enquiry.Channel) ?? 0;
                var (age, worth) = (Math.Max(0, AgeOf(enquiry, asOf)), scores[place].Lifetime - cost);
                var now = BestContact.Of(config.Offering, enquiry.Channels, chances.Of(enquiry.Channel, age), worth);
                var due = BestContact.Of(
                    config.Offering, enquiry.Channels, chances.Of(enquiry.Channel, options.FollowUpDays), worth);
                return new EnquiryEntry
                {
                    Id = enquiry.Id,
                    Channel = enquiry.Channel,
                    AskedOn = enquiry.AskedOn,
                    DueOn = enquiry.AskedOn.AddDays(options.FollowUpDays),
                    FollowedUpOn = enquiry.FollowedUpOn,
                    Customer = enquiry.Became ?? recognised.GetValueOrDefault(enquiry.Id)?.Id,
                    NamesUnknown = enquiry.NamesUnknown,
                    Won = lives[place]?.Won == true,
                    Person = persons[place].Number,
                    Rule = persons[place].Newer is not null ? EnquiryEntry.AskedAgain
                        : RuleOf(enquiry, due.Expected, asOf)
                            ?? (control.Contains(persons[place].First) ? EnquiryEntry.Control : null),
                    Likeness = scores[place].Chance,
                    Lifetime = scores[place].Lifetime,
                    Chance = now.Chance,
                    Contact = now.Channel,
                    Expected = now.Expected,
                    ExpectedWhenDue = due.Expected,
                    Channels = enquiry.Channels,
                    Reasons = scores[place].Reasons,
                };
            }),
        ];
    }

    /// <summary>One that another stands for was watched until that was asked.</summary>
    private static EnquiryLife? WatchedOf(
        EnquiryLife? life, IReadOnlyList<Enquiry> enquiries, int place, OfPerson person) =>
        person.IsAfter ? null
        : person.Newer is { } newer && life is { } open
            ? open with { Days = enquiries[newer].AskedOn.DayNumber - enquiries[place].AskedOn.DayNumber, Won = false }
        : life;

    /// <summary>Drawn apart from that of customers; for good, as what becomes of an enquiry takes its time.</summary>
    private static ControlGroup ControlOf(DecisionOptions config) => new(
        new ControlOptions
        {
            Salt = $"enquiries\n{config.Offering.Control.Salt}",
            Share = config.Value.Enquiries!.ControlShare,
        },
        DateOnly.MinValue);

    /// <summary>Whether it pays is judged by the day that it is due: who waits too long is wasted, and no worse for it.</summary>
    private static string? RuleOf(Enquiry enquiry, double whenDue, DateOnly asOf) =>
        enquiry.AskedOn > asOf ? EnquiryEntry.AskedLater
        : enquiry.Channels.Count == 0 ? EnquiryEntry.NoConsent
        : whenDue <= 0 ? HardStops.Pays
        : null;

    /// <returns>Null for who was a customer before they asked, and for a day that has not come.</returns>
    private static EnquiryLife? LifeOf(Enquiry enquiry, RecognisedCustomer? known, DateOnly asOf)
    {
        var age = AgeOf(enquiry, asOf);
        if (enquiry.BecameOn is { } on)
            return new EnquiryLife(enquiry.Channel, on.DayNumber - enquiry.AskedOn.DayNumber, true);
        if (age < 0)
            return null;
        if (known is null)
            return new EnquiryLife(enquiry.Channel, age, false);
        return known.TenureMonths * DaysPerMonth <= age
            ? new EnquiryLife(enquiry.Channel, (int)(age - known.TenureMonths!.Value * DaysPerMonth), true)
            : null;
    }

    private static int AgeOf(Enquiry enquiry, DateOnly asOf) => asOf.DayNumber - enquiry.AskedOn.DayNumber;
}
