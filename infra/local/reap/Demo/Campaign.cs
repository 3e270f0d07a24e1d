using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// A simulated campaign between the two nights: agents call the head of a list, which is kept, and the customers answer as the
/// synthetic telco's customers do. The second night is generated with these calls. Their effect is known, so that the proof can be held against it.
/// </summary>
/// <param name="Telco">The telco in which the calls were made.</param>
/// <param name="Called">Customers who were called.</param>
/// <param name="Accepted">Those who said yes.</param>
/// <param name="Expected">How many were to be expected to, by their true chances.</param>
internal sealed record Campaign(
    TelcoOptions Telco, IReadOnlyList<string> Called, IReadOnlyList<string> Accepted, double Expected)
{
    /// <summary>The target whose list is called, the offer made and the product taken up.</summary>
    public const string Product = "broadband";

    /// <summary>The calls are of the day after which the first night came: the second night's columns know of them.</summary>
    private const int Day = Truth.Window;

    /// <summary>The name under which it is kept who is called.</summary>
    private const string Name = $"{Product}-calls";

    private const string Channel = "call";
    private const int Calls = 500;
    private const int Together = 4;

    /// <summary>Of those who say no, so many ask for a later call.</summary>
    private const double Later = 0.25;

    /// <summary>
    /// Keeps a selection of the list, fetches its customers and records what everybody said; null when nothing predicts who takes
    /// the product up.
    /// </summary>
    /// <param name="telco">The telco that the first night was generated of.</param>
    public static async Task<Campaign?> RunAsync(ReapClient client, TelcoOptions telco, CancellationToken cancellationToken)
    {
        if (!(await client.ModelsAsync(cancellationToken)).Models.Any(model => model.Champion && model.Target == Product))
            return null;
        await client.KeepSelectionAsync(new(Name, Product, Channel: Channel, Top: Calls), cancellationToken);
        var campaign = Call(telco, await client.SelectedAsync(Name, cancellationToken));
        var accepted = campaign.Accepted.ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            campaign.Called,
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken },
            async (customer, cancellationToken) => await client.PostOutcomeAsync(
                customer, Product, accepted.Contains(customer) ? "accepted" : Refusal(telco, customer), Channel,
                cancellationToken));
        return campaign;
    }

    /// <summary>Calls customers; who says what follows from the telco's seed alone.</summary>
    public static Campaign Call(TelcoOptions telco, IReadOnlyList<string> customers)
    {
        var contacts = customers.ToDictionary(
            customer => customer,
            customer => new Contact(NumberOf(telco, customer), TelcoOffer.Broadband, TelcoChannel.Call, Day),
            StringComparer.Ordinal);
        var called = telco with { Contacts = new ContactLog(contacts.Values) };
        var answers = new SyntheticTelco(called);
        var uncalled = new TelcoWorld(telco with { Contacts = ContactLog.Empty });
        return new Campaign(
            called, customers, [.. customers.Where(customer => answers.Accepts(contacts[customer]))],
            contacts.Values.Sum(contact => ChanceOf(uncalled, contact)));
    }

    /// <summary>The chance that a call is answered with yes.</summary>
    private static double ChanceOf(TelcoWorld uncalled, Contact contact)
    {
        var arrival = uncalled.Options.ArrivalOf(contact.Customer);
        var course = new Course(uncalled, contact.Customer, round: 0, arrival, from: contact.Day - arrival);
        course.RunTo(contact.Day - arrival);
        return course.EffectOf(contact.Offer, contact.Channel).Yes;
    }

    private static string Refusal(TelcoOptions telco, string customer) =>
        new CustomerRandom(telco.Seed, NumberOf(telco, customer)).Chance(Draw.SaysLater, Later) ? "later" : "declined";

    private static long NumberOf(TelcoOptions telco, string customer) => CustomerId.TryParse(telco.Seed, customer, out var number)
        ? number
        : throw new NightException($"The list of '{Product}' names '{customer}', who is no customer of the demo's telco.");
}
