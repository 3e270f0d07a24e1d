using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Plans;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The plan for a budget: whom it chooses, contacted with the offer and on the channel that it chooses, against the most that any
/// choice of customers, offers kept and channels brings for the same money.
/// </summary>
internal static class BudgetSpending
{
    /// <summary>10,000 EUR for 20,000 customers.</summary>
    private const double BudgetOfACustomer = 0.5;

    public static IEnumerable<PolicyOutcome> Of(DecidedNight night, ulong seed)
    {
        var contacts = night.Customers.Values
            .Where(customer => customer.MayBeContacted && customer.Offers.Offers is [{ Kind: not OfferKind.Recovery }, ..]
                && customer.Offers.Offers.Any(offer => offer.Channels.Count > 0))
            .Select(customer => new Contactable(customer, night.Offering)).ToArray();
        var budget = BudgetOfACustomer * night.Customers.Count;
        var plan = BudgetPlan.Allot(
            PlanStep.Of(night.Customers.Values.Select(customer => customer.Offers), night.Offering), (decimal)budget);
        var random = new Random((int)seed);
        var (money, spend) = Chosen(contacts, plan.Spend);
        Console.WriteLine(
            $"  plan: says it spends {plan.Spend:N0} of {budget:N0} and brings {plan.Net:N0} (proven most {plan.Bound:N0}); "
                + $"truly spends {spend:N0}, brings {money:N0}");
        PolicyOutcome Outcome(string name, bool cheapestOnly) => new(
            name, night.PerCustomer(money), night.PerCustomer(Most(contacts, budget, cheapestOnly)),
            night.PerCustomer(InOrder(contacts.OrderByDescending(contact => contact.Offer.Factors.P), budget)),
            night.PerCustomer(InOrder(contacts.OrderByDescending(contact => contact.Offer.Factors.V), budget)),
            night.PerCustomer(InOrder(contacts.OrderBy(_ => random.Next()), budget)),
            Likely: night.PerCustomer(OfColumns(contacts, budget, cheapestOnly)));
        yield return Outcome("plan, against cheapest channels", cheapestOnly: true);
        yield return Outcome("plan, against any channel", cheapestOnly: false);
    }

    /// <summary>The steps of the plan by falling return, until what they are said to cost has used up what it spends.</summary>
    private static (double Money, double Spend) Chosen(IReadOnlyList<Contactable> contacts, decimal budget)
    {
        var (left, money, spend) = ((double)budget, 0.0, 0.0);
        var steps = contacts.SelectMany(contact => contact.Efficient.Select((choice, place) =>
        {
            var before = place == 0 ? default : contact.Efficient[place - 1];
            return (Contact: contact, Before: before, Choice: choice, Return: EfficientContacts.Return(before, choice));
        }));
        foreach (var step in steps.OrderByDescending(step => step.Return))
        {
            left -= step.Choice.Spend - step.Before.Spend;
            if (left < 0)
                break;
            var (was, now) = (step.Contact.Truth(step.Before), step.Contact.Truth(step.Choice));
            (money, spend) = (money + now.Money - was.Money, spend + now.Spend - was.Spend);
        }
        return (money, spend);
    }

    /// <summary>One after the other, until what they are said to cost has used the budget up.</summary>
    private static double InOrder(IEnumerable<Contactable> contacts, double budget)
    {
        var money = 0.0;
        foreach (var contact in contacts)
        {
            budget -= contact.SaidSpend;
            if (budget < 0)
                break;
            money += contact.First.Money;
        }
        return money;
    }

    /// <summary>
    /// A proven bound: at a price of the budget everybody is contacted as pays best beyond it, and the price is that at which the
    /// budget is just used up (Lagrangian relaxation of the multiple-choice knapsack).
    /// </summary>
    private static double Most(IReadOnlyList<Contactable> contacts, double budget, bool cheapestOnly)
    {
        var price = PriceOf(
            budget, price => contacts.Sum(contact => contact.Best(price, cheapestOnly, choice => choice.True).True.Spend));
        return budget * price + contacts.Sum(contact =>
            contact.Best(price, cheapestOnly, choice => choice.True).True is var best ? best.Money - price * best.Spend : 0);
    }

    /// <summary>The same choice by what may be expected without knowing the hidden traits, and what it truly brings.</summary>
    private static double OfColumns(IReadOnlyList<Contactable> contacts, double budget, bool cheapestOnly)
    {
        Choice Best(Contactable contact, double price) => contact.Best(price, cheapestOnly, choice => choice.Likely);
        var price = PriceOf(budget, price => contacts.Sum(contact => Best(contact, price).Likely.Spend));
        return contacts.Sum(contact => Best(contact, price).True.Money);
    }

    /// <summary>The price of the budget at which it is just used up; 0 where it is enough for everything that pays.</summary>
    private static double PriceOf(double budget, Func<double, double> spends)
    {
        const int Halvings = 60;
        var (low, high) = (0.0, 10_000.0);
        if (spends(low) <= budget)
            return low;
        for (var i = 0; i < Halvings; i++)
        {
            var price = (low + high) / 2;
            (low, high) = spends(price) > budget ? (price, high) : (low, price);
        }
        return high;
    }

    /// <summary>A way to contact a customer: what it brings and costs, and what it may be expected to.</summary>
    private readonly record struct Choice(
        (double Money, double Spend) True, (double Money, double Spend) Likely, bool Cheapest);

    /// <summary>A customer who may be contacted, with what each contact truly brings and costs.</summary>
    private sealed class Contactable
    {
        private readonly Choice[] choices;
        private readonly OfferOptions options;

        public Contactable(DecidedCustomer customer, OfferOptions options)
        {
            (Customer, this.options) = (customer, options);
            Offer = customer.Offers.Offers.First(offer => offer.Channels.Count > 0);
            Efficient = new EfficientContacts(options).Of(customer.Offers);
            choices = [.. customer.Offers.Offers.SelectMany(offer => offer.Channels
                .OrderBy(channel => options.ContactCosts.GetValueOrDefault(channel))
                .Select((channel, place) =>
                {
                    var truth = customer.Truth(offer.Name, channel);
                    var (yes, likely) = truth.Likely!.Value;
                    var contact = options.ContactCosts.GetValueOrDefault(channel);
                    var cost = options.Offers.Single(known => known.Name == offer.Name).Cost;
                    return new Choice(
                        (truth.Incremental, contact + truth.Yes * cost), (likely, contact + yes * cost), place == 0);
                }))];
            SaidSpend = Offer.Channels.Min(channel => options.ContactCosts.GetValueOrDefault(channel))
                + Offer.Factors.P * options.Offers.Single(known => known.Name == Offer.Name).Cost;
        }

        public DecidedCustomer Customer { get; }

        /// <summary>The offer that stands first.</summary>
        public KeptOffer Offer { get; }

        /// <summary>What it is said to cost.</summary>
        public double SaidSpend { get; }

        /// <summary>The ways to contact the customer that the plan steps along.</summary>
        public IReadOnlyList<ContactChoice> Efficient { get; }

        /// <summary>What a way truly brings and costs; nothing for none.</summary>
        public (double Money, double Spend) Truth(in ContactChoice choice)
        {
            if (choice.Offer is not { Name: var name })
                return default;
            var truth = Customer.Truth(name, choice.Channel);
            var cost = options.Offers.Single(known => known.Name == name).Cost;
            return (truth.Incremental, options.ContactCosts.GetValueOrDefault(choice.Channel) + truth.Yes * cost);
        }

        /// <summary>What it truly brings and costs on the cheapest channel.</summary>
        public (double Money, double Spend) First => choices[0].True;

        /// <summary>The contact that brings most beyond a price of what it costs; none where none does.</summary>
        /// <param name="by">What is looked at.</param>
        public Choice Best(double price, bool cheapestOnly, Func<Choice, (double Money, double Spend)> by)
        {
            var (best, most) = (default(Choice), 0.0);
            foreach (var choice in choices)
            {
                var (money, spend) = by(choice);
                if ((choice.Cheapest || !cheapestOnly) && money - price * spend > most)
                    (best, most) = (choice, money - price * spend);
            }
            return best;
        }
    }
}
