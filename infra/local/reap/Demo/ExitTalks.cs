using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// Calls to those whom it is best to win back, between the nights: they say no, and why they left, as the synthetic telco's
/// customers do.
/// </summary>
internal static class ExitTalks
{
    private const int Calls = 80;
    private const string Offer = "comeBack";
    private const string Channel = "call";

    /// <param name="telco">The telco that the night before was generated of.</param>
    public static async Task<int> RunAsync(ReapClient client, TelcoOptions telco, CancellationToken cancellationToken)
    {
        var world = new TelcoWorld(telco);
        var former = (await client.WinBackAsync(Calls, cancellationToken)).Entries;
        foreach (var entry in former)
            await client.PostOutcomeAsync(
                entry.CustomerId, Offer, "declined", Channel, cancellationToken, ReasonOf(world, entry.CustomerId));
        return former.Count;
    }

    private static string ReasonOf(TelcoWorld world, string customer)
    {
        if (!CustomerId.TryParse(world.Options.Seed, customer, out var number))
            throw new NightException($"The list of who left names '{customer}', who is no customer of the demo's telco.");
        return LeavingTruth.ReasonOf(
            world.RandomOf(number), world.ProfileOf(number, round: 0, isNew: world.Options.ArrivalOf(number) > 0));
    }
}
