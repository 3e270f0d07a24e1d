using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// Calls between the nights to all who are struck by the planted cause and have said nothing, but the control group: whoever says
/// yes is put right, and the cause drives them away no more.
/// </summary>
/// <param name="Telco">The telco in which the calls were made.</param>
/// <param name="Called">Customers who were called.</param>
/// <param name="PutRight">Those who said yes.</param>
internal sealed record RecoveryCalls(TelcoOptions Telco, IReadOnlyList<string> Called, IReadOnlyList<string> PutRight)
{
    private const string Offer = "putRight";
    private const string Channel = "call";
    private const int Together = 4;

    /// <summary>The most that the list gives at once.</summary>
    private const int Most = 10_000;

    /// <param name="telco">With the contacts made before.</param>
    public static async Task<RecoveryCalls> RunAsync(
        ReapClient client, TelcoOptions telco, CancellationToken cancellationToken)
    {
        var list = await client.RecoveryAsync(Most, cancellationToken);
        var calls = Call(telco, [.. list.Entries.Select(entry => entry.CustomerId)]);
        var right = calls.PutRight.ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            calls.Called,
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken },
            async (customer, cancellationToken) => await client.PostOutcomeAsync(
                customer, Offer, right.Contains(customer) ? "accepted" : "declined", Channel, cancellationToken));
        return calls;
    }

    /// <summary>Calls customers; who says what follows from the telco's seed alone.</summary>
    public static RecoveryCalls Call(TelcoOptions telco, IReadOnlyList<string> customers)
    {
        var contacts = customers.ToDictionary(
            customer => customer,
            customer => new Contact(NumberOf(telco, customer), TelcoOffer.PutRight, TelcoChannel.Call, Truth.Window),
            StringComparer.Ordinal);
        var called = telco with { Contacts = telco.Contacts.With(contacts.Values) };
        var answers = new SyntheticTelco(called);
        return new RecoveryCalls(called, customers, [.. customers.Where(customer => answers.Accepts(contacts[customer]))]);
    }

    private static long NumberOf(TelcoOptions telco, string customer) => CustomerId.TryParse(telco.Seed, customer, out var number)
        ? number
        : throw new NightException($"The list of recovery names '{customer}', who is no customer of the demo's telco.");
}
