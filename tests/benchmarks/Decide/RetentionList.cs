using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The first of the list of churn by value, called about the retention offer that stands first for them: the money of it, and
/// how many leave the more for it.
/// </summary>
internal static class RetentionList
{
    public const string Target = "churn";

    /// <summary>A rise of the chance to leave that is one.</summary>
    private const double Rise = 1.001;

    public static IEnumerable<PolicyOutcome> Of(DecidedNight night)
    {
        if (!night.Lists.TryGetValue(Target, out var list))
            yield break;
        var listed = night.Of(list).Where(customer => Best(customer.Offers) is not null).ToArray();
        var ours = night.Of(night.ListsByValue[Target]).Where(customer => Best(customer.Offers) is not null).ToArray();
        PolicyOutcome Outcome(string name, Func<DecidedCustomer, double> worth, double count)
        {
            var top = new TopOfList(night, listed, worth);
            return new PolicyOutcome(
                name, top.First(ours) / count, top.Best() / count,
                top.By(customer => customer.Risk.Propensity ?? 0) / count,
                top.By(customer => Best(customer.Offers)!.Factors.V) / count, top.Random() / count);
        }
        double Likely(DecidedCustomer customer) => customer.Truth(Best(customer.Offers)!.Name).Likely!.Value.Incremental;
        yield return Outcome(
            "retention list, money of a call", Money, night.Customers.Count) with
        {
            Likely = night.PerCustomer(
                new TopOfList(night, [.. listed.Where(customer => Likely(customer) > 0)], Money).By(Likely)),
        };
        yield return Outcome(
            "retention list, leave the more for it", customer => LeavesTheMore(customer) ? 1 : 0,
            Math.Max(1, Math.Min(night.Top, ours.Length))) with
        {
            Oracle = 0,
            Unit = "share",
            IsShare = false,
        };
    }

    private static double Money(DecidedCustomer customer) => customer.Truth(Best(customer.Offers)!.Name).Incremental;

    /// <summary>What calling a customer to be kept is about; null where nothing is.</summary>
    public static KeptOffer? Best(OfferRecord record) => record.Offers.FirstOrDefault(
        offer => offer.Kind == OfferKind.Retention && offer.Channels.Contains(DecidedCustomer.Call));

    private static bool LeavesTheMore(DecidedCustomer customer) =>
        customer.Truth(Best(customer.Offers)!.Name).Churn > Rise * customer.Chances.Churn;
}
