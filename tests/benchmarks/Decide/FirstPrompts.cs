using ReapFunctions.Contracts;
using ReapFunctions.Local.Reap.Generate.Prospects;
using ReapFunctions.Offers;
using ReapFunctions.Prompts;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// What the agent sees first of everybody who calls: the true money of that offer. The customer is on the line already, so a
/// call costs nothing here; saying nothing is an oracle's choice too. Where rules say that something stands before all else, as
/// what is to be put right does, who keeps to them chooses among that alone.
/// </summary>
internal static class FirstPrompts
{
    public static IEnumerable<PolicyOutcome> Of(DecidedNight night, DateTimeOffset now)
    {
        var callCost = night.Offering.ContactCosts[DecidedCustomer.Call];
        var (ours, propensity, value, random, best, bestOfAll, expected) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var (likely, likelyOfAll, bestAllowed, likelyAllowed) = (0.0, 0.0, 0.0, 0.0);
        foreach (var customer in night.Customers.Values.Where(customer => !customer.Offers.Control))
        {
            double MoneyOf(OfferProspect truth) => truth.Incremental + callCost;
            double Money(KeptOffer offer) => MoneyOf(customer.Truth(offer.Name));
            // Who expects nothing of any of them keeps silent.
            double Likely(IEnumerable<OfferProspect> offers) =>
                offers.MaxBy(offer => offer.Likely!.Value.Incremental) is var first
                && first.Likely!.Value.Incremental + callCost > 0 ? MoneyOf(first) : 0;
            var shown = Shown(customer.Offers, night.Offering, now);
            ours += Money(shown[0]);
            propensity += Money(shown.MaxBy(offer => offer.Factors.P)!);
            value += Money(shown.MaxBy(offer => offer.Factors.V)!);
            expected += Money(shown.MaxBy(offer => offer.Factors.P * offer.Factors.V)!);
            random += shown.Average(Money);
            best += Math.Max(0, shown.Max(Money));
            bestOfAll += Math.Max(0, customer.Calls.Offers.Max(MoneyOf));
            likely += Likely(shown.Select(offer => customer.Truth(offer.Name)));
            var due = shown.Where(offer => offer.First).Select(offer => customer.Truth(offer.Name)).ToArray();
            bestAllowed += due.Length > 0 ? due.Max(MoneyOf) : Math.Max(0, shown.Max(Money));
            likelyAllowed += due.Length > 0
                ? MoneyOf(due.MaxBy(offer => offer.Likely!.Value.Incremental))
                : Likely(shown.Select(offer => customer.Truth(offer.Name)));
            likelyOfAll += Likely(customer.Calls.Offers);
        }
        PolicyOutcome Outcome(string name, double oracle, double ofColumns) => new(
            name, night.PerCustomer(ours), night.PerCustomer(oracle), night.PerCustomer(propensity), night.PerCustomer(value),
            night.PerCustomer(random), Likely: night.PerCustomer(ofColumns));
        Console.WriteLine($"  first prompt by P x V alone, without weights: {expected / best:0.00} of the offers kept");
        yield return Outcome("first prompt, of the offers kept", best, likely);
        yield return Outcome("first prompt, of what may stand first", bestAllowed, likelyAllowed);
        yield return Outcome("first prompt, of all offers", bestOfAll, likelyOfAll);
    }

    /// <summary>What may be said on a call, the first first; the word of service where that is all.</summary>
    public static KeptOffer[] Shown(OfferRecord record, OfferOptions options, DateTimeOffset now)
    {
        KeptOffer[] shown = [.. OfferVerdict.Judge(record, [], Roles.Inbound, options, now)
            .Where(verdict => verdict.Refusal is null).Select(verdict => verdict.Offer)];
        return shown.Length > 0 ? shown : [record.Service];
    }
}
