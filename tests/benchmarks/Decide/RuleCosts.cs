using System.Globalization;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// What the rules of engagement cost: where the truly best of all offers is not kept for a customer, what it would bring more
/// than the best that is, put down to the rule that removed it.
/// </summary>
internal static class RuleCosts
{
    public static void Print(DecidedNight night, DateTimeOffset now)
    {
        var callCost = night.Offering.ContactCosts[DecidedCustomer.Call];
        var costs = new Dictionary<(string Rule, string Offer), double>();
        foreach (var customer in night.Customers.Values.Where(customer => !customer.Offers.Control))
        {
            var shown = FirstPrompts.Shown(customer.Offers, night.Offering, now);
            var kept = Math.Max(0, shown.Max(offer => customer.Truth(offer.Name).Incremental) + callCost);
            var offers = night.Offering.Offers.Select(offer => offer.Name).ToArray();
            var best = offers.MaxBy(offer => customer.Truth(offer).Incremental)!;
            var more = customer.Truth(best).Incremental + callCost - kept;
            if (more <= 0)
                continue;
            var rule = customer.Offers.Removed.FirstOrDefault(removed => removed.Name == best)?.Rule ?? "channel";
            costs[(rule, best)] = costs.GetValueOrDefault((rule, best)) + more;
        }
        Print("rules cost, EUR a customer", night, costs.GroupBy(cost => cost.Key.Rule));
        Print("of the offers", night, costs.GroupBy(cost => cost.Key.Offer));
    }

    private static void Print(
        string what, DecidedNight night, IEnumerable<IGrouping<string, KeyValuePair<(string Rule, string Offer), double>>> costs)
    {
        var sums = costs.Select(group => (group.Key, Sum: night.PerCustomer(group.Sum(cost => cost.Value))))
            .OrderByDescending(sum => sum.Sum).Take(10);
        Console.WriteLine(
            $"  {what}: "
            + string.Join(", ", sums.Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key} {sum.Sum:0.00}"))));
    }
}
