using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>The first of each take-up list, all lists together, called about its offer.</summary>
internal static class TakeUpLists
{
    private static readonly IReadOnlyList<Product> Sold = [Product.Broadband, Product.Tv, Product.Security, Product.Roaming];

    public static IEnumerable<PolicyOutcome> Of(DecidedNight night)
    {
        var lists = Sold.Where(product => night.Lists.ContainsKey(TargetOf(product))).ToArray();
        if (lists.Length == 0)
            return [];
        return
        [
            Sum("take-up lists, take-ups that come", lists.Select(product => TakeUps(night, product))),
            Sum("take-up lists, yes to a call", lists.Select(product => Answers(night, product))),
            Sum("take-up lists by value, money of a call", lists.Select(product => Money(night, product))),
        ];
    }

    private static string TargetOf(Product product) => $"{product}".ToLowerInvariant();

    private static PolicyOutcome TakeUps(DecidedNight night, Product product)
    {
        var listed = Listed(night, product);
        return ByPropensity(night, product, listed, customer => customer.Chances.Of(product)) with { Unit = "take-ups" };
    }

    private static PolicyOutcome Answers(DecidedNight night, Product product)
    {
        var listed = Listed(night, product);
        return ByPropensity(night, product, listed, customer => Truth(customer, product).Yes) with
        {
            Unit = "yes",
            Likely = night.PerCustomer(
                new TopOfList(night, listed, customer => Truth(customer, product).Yes)
                    .By(customer => Truth(customer, product).Likely!.Value.Yes)),
        };
    }

    private static PolicyOutcome ByPropensity(
        DecidedNight night, Product product, DecidedCustomer[] listed, Func<DecidedCustomer, double> worth)
    {
        var top = new TopOfList(night, listed, worth);
        return new PolicyOutcome(
            "", night.PerCustomer(top.First(listed)), night.PerCustomer(top.Best()),
            Value: night.PerCustomer(top.By(customer => Kept(customer, product).Factors.V)),
            Random: night.PerCustomer(top.Random()));
    }

    private static PolicyOutcome Money(DecidedNight night, Product product)
    {
        var listed = Listed(night, product);
        var top = new TopOfList(night, listed, customer => Truth(customer, product).Incremental);
        return new PolicyOutcome(
            "", night.PerCustomer(top.First(night.Of(night.ListsByValue[TargetOf(product)]))), night.PerCustomer(top.Best()),
            night.PerCustomer(top.First(listed)),
            night.PerCustomer(top.By(customer => Kept(customer, product).Factors.V)), night.PerCustomer(top.Random()),
            Likely: night.PerCustomer(top.By(customer => Truth(customer, product).Likely!.Value.Incremental)));
    }

    /// <summary>
    /// In the order of propensity; without those who truly hold the product, though their row did not say so.
    /// </summary>
    private static DecidedCustomer[] Listed(DecidedNight night, Product product) =>
        [.. night.Of(night.Lists[TargetOf(product)]).Where(customer => !double.IsNaN(customer.Chances.Of(product)))];

    private static OfferProspect Truth(DecidedCustomer customer, Product product) => customer.Truth(TargetOf(product));

    private static KeptOffer Kept(DecidedCustomer customer, Product product) =>
        customer.Offers.Offers.First(offer => offer.Name == TargetOf(product));

    private static PolicyOutcome Sum(string name, IEnumerable<PolicyOutcome> lists) => lists.Aggregate((sum, list) => sum with
    {
        Ours = sum.Ours + list.Ours,
        Oracle = sum.Oracle + list.Oracle,
        Propensity = sum.Propensity + list.Propensity,
        Value = sum.Value + list.Value,
        Random = sum.Random + list.Random,
        Likely = sum.Likely + list.Likely,
    }) with
    { Name = name };
}
