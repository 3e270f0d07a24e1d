using ReapFunctions.Offers;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The plan for a budget: whom its deciles and levers choose, contacted on the cheapest channel with the offer that stands first,
/// against the most that any choice of customers, offers kept and channels brings for the same money.
/// </summary>
internal static class BudgetSpending
{
    public static IEnumerable<PolicyOutcome> Of(DecidedNight night, ulong seed)
    {
        var contacts = night.Customers.Values
            .Where(customer => customer.MayBeContacted && customer.Offers.Offers is [{ Kind: not OfferKind.Recovery }, ..])
            .Select(customer => new Contactable(customer, night.Offering)).ToArray();
        var plan = night.Scorecard.Plan!;
        var budget = (double)plan.Budget;
        var random = new Random((int)seed);
        var (money, spend) = Chosen(plan, night.Scorecard.Scorecard.Levers, contacts);
        Console.WriteLine(
            $"  plan: says it spends {plan.Spend:N0} of {budget:N0} and brings {plan.Net:N0}; truly spends {spend:N0}, "
                + $"brings {money:N0}");
        var each = InOrder(contacts.OrderByDescending(contact => contact.SaidNet / contact.SaidSpend), budget);
        Console.WriteLine($"  plan: customer by customer, in the order of what the app says of each, it would bring {each:N0}");
        PolicyOutcome Outcome(string name, bool cheapestOnly) => new(
            name, night.PerCustomer(money), night.PerCustomer(Most(contacts, budget, cheapestOnly)),
            night.PerCustomer(InOrder(contacts.OrderByDescending(contact => contact.Offer.Factors.P), budget)),
            night.PerCustomer(InOrder(contacts.OrderByDescending(contact => contact.Offer.Factors.V), budget)),
            night.PerCustomer(InOrder(contacts.OrderBy(_ => random.Next()), budget)));
        yield return Outcome("plan, cheapest channels", cheapestOnly: true);
        yield return Outcome("plan, any channel", cheapestOnly: false);
    }

    private static (double Money, double Spend) Chosen(
        BudgetPlan plan, IReadOnlyList<LeverSums> cells, IReadOnlyList<Contactable> contacts)
    {
        var shares = plan.Lines.ToDictionary(line => (line.Decile, line.Lever), line =>
        {
            var cell = cells.Single(cell => cell.Decile == line.Decile && cell.Lever == line.Lever);
            return cell.Spend == 0 ? 1 : (double)(line.Spend / cell.Spend);
        });
        var (money, spend) = (0.0, 0.0);
        foreach (var contact in contacts)
        {
            var share = shares.GetValueOrDefault((contact.Customer.Offers.ValueDecile, contact.Offer.Lever));
            money += share * contact.First.Money;
            spend += share * contact.First.Spend;
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
        const int Halvings = 60;
        double Brings(double price) => budget * price + contacts.Sum(contact => contact.Best(price, cheapestOnly).Beyond);
        double Spends(double price) => contacts.Sum(contact => contact.Best(price, cheapestOnly).Spend);
        var (low, high) = (0.0, 10_000.0);
        if (Spends(low) <= budget)
            return Brings(0);
        for (var i = 0; i < Halvings; i++)
        {
            var price = (low + high) / 2;
            (low, high) = Spends(price) > budget ? (price, high) : (low, price);
        }
        return Brings(high);
    }

    /// <summary>A customer who may be contacted, with what each contact truly brings and costs.</summary>
    private sealed class Contactable
    {
        private readonly (double Money, double Spend, bool Cheapest)[] choices;

        public Contactable(DecidedCustomer customer, OfferOptions options)
        {
            (Customer, Offer) = (customer, customer.Offers.Offers[0]);
            choices = [.. customer.Offers.Offers.SelectMany(offer => offer.Channels
                .OrderBy(channel => options.ContactCosts.GetValueOrDefault(channel))
                .Select((channel, place) =>
                {
                    var truth = customer.Truth(offer.Name, channel);
                    var cost = options.Offers.Single(known => known.Name == offer.Name).Cost;
                    return (truth.Incremental, options.ContactCosts.GetValueOrDefault(channel) + truth.Yes * cost, place == 0);
                }))];
            var incentive = options.Offers.Single(known => known.Name == Offer.Name).Cost;
            var contact = Offer.Channels.Min(channel => options.ContactCosts.GetValueOrDefault(channel));
            SaidSpend = contact + Offer.Factors.P * incentive;
            SaidNet = Offer.Factors.P * (Offer.Factors.V + contact) - contact;
        }

        public DecidedCustomer Customer { get; }

        /// <summary>The offer that stands first.</summary>
        public KeptOffer Offer { get; }

        /// <summary>What it is said to cost.</summary>
        public double SaidSpend { get; }

        /// <summary>What it is said to bring beyond that.</summary>
        public double SaidNet { get; }

        /// <summary>What it truly brings and costs on the cheapest channel.</summary>
        public (double Money, double Spend) First => (choices[0].Money, choices[0].Spend);

        /// <summary>The contact that brings most beyond a price of what it costs; none where none does.</summary>
        public (double Beyond, double Spend) Best(double price, bool cheapestOnly)
        {
            var best = (Beyond: 0.0, Spend: 0.0);
            foreach (var (money, spend, cheapest) in choices)
            {
                if ((cheapest || !cheapestOnly) && money - price * spend > best.Beyond)
                    best = (money - price * spend, spend);
            }
            return best;
        }
    }
}
