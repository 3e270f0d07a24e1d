using System.Globalization;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Offers;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// By offer: what the app says of those for whom it is kept on a call, and what is true of them. It tells where the money of the
/// first prompts is lost.
/// </summary>
internal static class OfferTruths
{
    public static void Print(DecidedNight night, DateTimeOffset now)
    {
        var said = night.Customers.Values.Where(customer => !customer.Offers.Control).SelectMany(customer =>
        {
            var shown = FirstPrompts.Shown(customer.Offers, night.Offering, now);
            var best = shown.MaxBy(offer => customer.Truth(offer.Name).Incremental)!;
            var lost = customer.Truth(best.Name).Incremental - customer.Truth(shown[0].Name).Incremental;
            return shown.Select(offer => new Said(
                offer, customer.Truth(offer.Name), offer == shown[0], offer == best, lost));
        });
        Console.WriteLine(
            "  offer         kept  first   best  P said   yes  PxV said  money  of the fifth with most PxV  lost where first");
        foreach (var offer in said.GroupBy(said => said.Offer.Name).OrderByDescending(offer => offer.Count()))
            Print(offer.Key, [.. offer.OrderByDescending(said => said.Worth)], night.Offering.ContactCosts[DecidedCustomer.Call]);
    }

    private static void Print(string name, Said[] said, double callCost)
    {
        var fifth = said.Take((said.Length + 4) / 5);
        double Money(IEnumerable<Said> some) => some.Average(said => said.Truth.Incremental) + callCost;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-12} {said.Length,5} {said.Count(said => said.First),6} {said.Count(said => said.Best),6} "
                + $"{said.Average(said => said.Offer.Factors.P),7:0.000} {said.Average(said => said.Truth.Yes),5:0.000} "
                + $"{said.Average(said => said.Worth),9:0.00} {Money(said),6:0.00}  {Money(fifth),6:0.00}  "
                + $"{said.Where(said => said.First).Sum(said => said.Lost),8:0}"));
    }

    /// <summary>An offer kept for a customer, and whether it stands first and is truly the best of those kept.</summary>
    /// <param name="Lost">What the best would have brought more than what stands first, EUR.</param>
    private sealed record Said(KeptOffer Offer, OfferProspect Truth, bool First, bool Best, double Lost)
    {
        public double Worth => Offer.Factors.P * Offer.Factors.V;
    }
}
