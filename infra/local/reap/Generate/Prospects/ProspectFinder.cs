using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Local.Reap.Generate.Prospects;

/// <summary>
/// Works out what truly lies ahead of customers, with and without a contact. Safe for use by several threads.
/// </summary>
/// <remarks>
/// A customer's months and the take-ups that come by themselves are the customer's own, the same with and without a contact;
/// leaving and the answer are chances. So the difference of the two is the effect of the contact alone.
/// </remarks>
/// <param name="decisions">Costs, discount rate and horizon.</param>
/// <param name="futures">
/// 0 for the months that will come, which nobody can know; else all is the mean over so many futures drawn anew, the same for
/// every offer: what somebody who knows the customer, but not the future, would expect.
/// </param>
/// <param name="likely">Whether it is asked what may be expected by who does not know the hidden traits.</param>
internal sealed class ProspectFinder(TelcoWorld world, DecisionOptions decisions, int futures = 0, bool likely = false)
{
    private const double DaysPerYear = 365.25;

    private readonly MonthlyMargin margin = new(decisions.Value);
    private readonly LifetimeOptions lifetime = decisions.Value.Lifetime;
    private readonly int horizon = (int)Math.Round(decisions.Value.Lifetime.HorizonMonths * DaysPerYear / 12);

    private readonly Dictionary<string, Offer> offersByName =
        decisions.Offering.Offers.ToDictionary(offer => offer.Name, StringComparer.Ordinal);

    private int Count => Math.Max(1, futures);

    /// <summary>Those of many customers, in their order; works in parallel.</summary>
    /// <param name="drop">The drop that tells of the customers.</param>
    public Prospect[] OfAll(
        IReadOnlyList<CustomerAtDrop> customers, int drop, IReadOnlyList<TelcoOffer> offers, TelcoChannel channel)
    {
        var prospects = new Prospect[customers.Count];
        Parallel.For(0, prospects.Length, i => prospects[i] = Of(customers[i], drop, offers, channel));
        return prospects;
    }

    /// <summary>That of one customer.</summary>
    /// <inheritdoc cref="OfAll"/>
    public Prospect Of(
        in CustomerAtDrop customer, int drop, IReadOnlyList<TelcoOffer> offers, TelcoChannel channel)
    {
        var random = world.RandomOf(customer.Number, customer.Round);
        var now = drop - customer.Arrival + world.Options.Lag;
        var course = new Course(world, customer.Number, customer.Round, customer.Arrival, now, metBefore: now);
        course.RunTo(now);
        course = course.ForkAt(now);
        if (customer.Left)
            return OfLeft(customer, course, drop, offers, channel);
        var chances = ChancesOf(course, now);
        var without = MoneyOf(random, course, now);
        return new Prospect(
            customer, chances, without,
            [.. offers.Select(offer => With(random, course, now, offer, channel, chances.Churn, without))]);
    }

    private OfferProspect With(
        in CustomerRandom random, Course course, int now, TelcoOffer offer, TelcoChannel channel, double churn,
        FutureMoney without)
    {
        var own = random;
        return With(course, offer, channel, left: false, effect =>
            With(own, course, now, offer, channel, churn, without, effect));
    }

    /// <summary>What a contact brings by its effect, and by that which may be expected where it is asked for.</summary>
    private OfferProspect With(
        Course course, TelcoOffer offer, TelcoChannel channel, bool left, Func<ContactEffect, OfferProspect> by)
    {
        var found = by(course.EffectOf(offer, channel, left));
        if (!likely)
            return found;
        var expected = by(course.LikelyEffectOf(offer, channel, left));
        return found with { Likely = new(expected.Yes, expected.Incremental) };
    }

    private OfferProspect With(
        in CustomerRandom random, Course course, int now, TelcoOffer offer, TelcoChannel channel, double churn,
        FutureMoney without, in ContactEffect effect)
    {
        var (churnNo, no) = (churn, without);
        if (effect.Churn != 0 || effect.TakeUp != 0)
            (churnNo, no) = Met(random, course, now, offer, effect, answer: false);
        var (churnYes, yes) = (churnNo, no);
        if (effect.Yes > 0)
            (churnYes, yes) = Met(random, course, now, offer, effect, answer: true);
        var money = effect.Yes * (yes + OfYes(offer)) + (1 - effect.Yes) * no + FutureMoney.Today(-ContactCost(channel));
        return new OfferProspect(
            offer, effect.Yes, effect.Yes * churnYes + (1 - effect.Yes) * churnNo, money,
            money.Discounted - without.Discounted);
    }

    /// <summary>
    /// Nothing lies ahead of who has left but a return: another life from tomorrow on, which some would begin anyway.
    /// </summary>
    private Prospect OfLeft(
        in CustomerAtDrop customer, Course course, int drop, IReadOnlyList<TelcoOffer> offers, TelcoChannel channel)
    {
        var (random, round) = (world.RandomOf(customer.Number, customer.Round + 1), customer.Round + 1);
        var life = new Course(world, customer.Number, round, drop + world.Options.Lag + 1, from: 0, metBefore: 0);
        var money = MoneyOf(random, life, 0);
        var unasked = world.Behaviour.Returns;
        OfferProspect With(TelcoOffer offer) => this.With(course, offer, channel, left: true, effect =>
        {
            var gain = effect.Yes * ((1 - unasked) * money + OfYes(offer)) + FutureMoney.Today(-ContactCost(channel));
            return new OfferProspect(offer, effect.Yes, double.NaN, unasked * money + gain, gain.Discounted);
        });
        var none = new TrueChances(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        return new Prospect(customer, none, unasked * money, [.. offers.Select(With)]);
    }

    private (double Churn, FutureMoney Money) Met(
        in CustomerRandom random, Course course, int now, TelcoOffer offer, in ContactEffect effect, bool answer)
    {
        var met = course.ForkAt(now);
        met.Meet(offer, effect, answer);
        return (ChancesOf(met, now).Churn, MoneyOf(random, met, now));
    }

    private TrueChances ChancesOf(Course course, int now)
    {
        var (churn, broadband, tv, security, roaming) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var fork in FuturesOf(course, now))
        {
            var chances = ChancesOfWindow(fork, now);
            churn += chances.Churn / Count;
            broadband += chances.Broadband / Count;
            tv += chances.Tv / Count;
            security += chances.Security / Count;
            roaming += chances.Roaming / Count;
        }
        return new TrueChances(churn, broadband, tv, security, roaming);
    }

    private static TrueChances ChancesOfWindow(Course fork, int now)
    {
        var before = fork.MonthOn(now);
        fork.RunTo(now + Truth.Window);
        fork.Run(now + Truth.Window);
        return fork.Chances(before);
    }

    private FutureMoney MoneyOf(in CustomerRandom random, Course course, int now)
    {
        var sum = default(FutureMoney);
        foreach (var fork in FuturesOf(course, now))
            sum += 1.0 / Count * MoneyOfFuture(random, fork, now);
        return sum;
    }

    private IEnumerable<Course> FuturesOf(Course course, int now)
    {
        for (var future = 1; future <= Count; future++)
        {
            var fork = course.ForkAt(now);
            if (futures > 0)
                fork.Redraw(future);
            yield return fork;
        }
    }

    private FutureMoney MoneyOfFuture(in CustomerRandom random, Course course, int now)
    {
        var sum = default(FutureMoney);
        foreach (var ahead in Life.Ahead(course, now, horizon))
        {
            var amount = ahead.Days / (DaysPerYear / 12) * ahead.Alive * margin.Of(random, ahead.Profile, ahead.Month);
            sum += new FutureMoney(amount, amount * Discount(ahead.Day + ahead.Days / 2.0));
        }
        return sum;
    }

    /// <summary>What a yes costs today, and what it brings through somebody else: a friend who joins.</summary>
    private FutureMoney OfYes(TelcoOffer offer)
    {
        if (!offersByName.TryGetValue(TelcoOfferFacts.Name(offer), out var known))
            return default;
        var sum = FutureMoney.Today(-known.Cost);
        for (var month = 0; offer == TelcoOffer.ReferFriend && month < known.Months; month++)
        {
            var amount = known.MonthlyMargin ?? 0;
            sum += new FutureMoney(amount, amount * Discount((month + 0.5) * DaysPerYear / 12));
        }
        return sum;
    }

    private double ContactCost(TelcoChannel channel) =>
        decisions.Offering.ContactCosts.GetValueOrDefault(TelcoOfferFacts.Name(channel));

    private double Discount(double days) => Math.Pow(1 + lifetime.DiscountRate, -days / DaysPerYear);
}
