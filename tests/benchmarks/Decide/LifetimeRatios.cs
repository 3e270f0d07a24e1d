namespace ReapFunctions.Benchmarks.Decide;

/// <summary>Lifetime values over the true ones, of all customers and by decile of ours.</summary>
internal static class LifetimeRatios
{
    private const int Deciles = 10;

    public static IEnumerable<PolicyOutcome> Of(DecidedNight night)
    {
        var ranked = night.Customers.Values
            .Where(customer => customer.Value.Lifetime is not null && !customer.Calls.Customer.Left)
            .OrderByDescending(customer => customer.Value.Lifetime).ToArray();
        yield return Ratio("lifetime value, all", ranked);
        // The lowest two are near 0, where a ratio says nothing.
        for (var decile = 1; decile <= Deciles - 2; decile++)
            yield return Ratio(
                $"lifetime value, decile {decile}",
                ranked[((decile - 1) * ranked.Length / Deciles)..(decile * ranked.Length / Deciles)]);
    }

    private static PolicyOutcome Ratio(string name, IReadOnlyCollection<DecidedCustomer> customers) => new(
        name, customers.Average(customer => customer.Value.Lifetime!.Value),
        customers.Average(customer => customer.Calls.Without.Discounted));
}
