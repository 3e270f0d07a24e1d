using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Tests.Reap.Generate.Contacts;

public class ContactEffectTests
{
    private const ulong Seed = 11;

    private static readonly TelcoOffer[] Retention = [TelcoOffer.StayAnnual, TelcoOffer.RenewEarly, TelcoOffer.PlanCheck];

    private static readonly CustomerAtDrop[] Customers =
        [.. SampleTelco.Customers(SampleTelco.Options(8_000, Seed)).Values];

    [Fact]
    public void TheOffersAreThoseOfTheConfigurationInItsOrder() =>
        Assert.Equal(
            SampleTelco.Shipped.Decisions.Offering.Offers.Select(offer => offer.Name),
            TelcoOfferFacts.All.Select(TelcoOfferFacts.Name));

    [Fact]
    public void WithoutStrengthNoContactDoesAnything() =>
        Assert.All(
            TelcoOfferFacts.All.SelectMany(offer => Customers.Take(200).Select(customer => Effect(customer, offer, strength: 0))),
            effect => Assert.Equal(default, effect));

    [Fact]
    public void EffectsAreInProportionToTheStrength() =>
        Assert.All(TelcoOfferFacts.All.SelectMany(offer => Customers.Take(200).Select(customer => (customer, offer))), pair =>
        {
            var (half, all) = (Effect(pair.customer, pair.offer, 0.5), Effect(pair.customer, pair.offer, 1));
            Assert.Equal(all.Churn / 2, half.Churn, 1e-12);
            Assert.Equal(all.TakeUp / 2, half.TakeUp, 1e-12);
            Assert.True(all.Yes == 0.95 ? half.Yes >= all.Yes / 2 : Math.Abs(half.Yes - all.Yes / 2) < 1e-12);
        });

    [Fact]
    public void EachFurtherContactFindsFewerYesesAndMoreWhoLeave()
    {
        foreach (var offer in TelcoOfferFacts.All.Except([TelcoOffer.GoodService, TelcoOffer.ComeBack, TelcoOffer.PutRight]))
        {
            for (var recent = 0; recent < 4; recent++)
            {
                var (fewer, more) = (Of(offer, recent), Of(offer, recent + 1));
                Assert.True(more.Average(effect => effect.Yes) < fewer.Average(effect => effect.Yes), $"{offer} {recent}");
                Assert.All(fewer.Zip(more), pair => Assert.True(pair.Second.Churn > pair.First.Churn, $"{offer} {recent}"));
            }
        }
    }

    [Fact]
    public void ToBeKeptWakesSleepingDogsAndKeepsOthers()
    {
        foreach (var offer in Retention)
        {
            var effects = Customers
                .Select(customer => (Moment(customer, offer, 0).Sleeping, Effect(customer, offer).Churn)).ToArray();
            Assert.True(effects.Where(effect => effect.Sleeping).Average(effect => effect.Churn) > 0.3);
            Assert.True(effects.Where(effect => !effect.Sleeping).Average(effect => effect.Churn) < -0.1);
            Assert.InRange(effects.Count(effect => effect.Sleeping) / (double)effects.Length, 0.02, 0.2);
        }
    }

    [Fact]
    public void WhoIsBoundOrLostIsNotMovedByBeingKept()
    {
        var still = Customers.Select(customer => (Moment: Moment(customer, TelcoOffer.PlanCheck, 0), customer))
            .Where(known => !known.Moment.Sleeping && (known.Moment.Lost || !known.Moment.Free)).ToArray();

        Assert.NotEmpty(still);
        Assert.All(still, known => Assert.Equal(0, Effect(known.customer, TelcoOffer.PlanCheck).Churn));
    }

    [Fact]
    public void SureThingsSayYesMoreThanLostCausesAndPersuadablesMoreThanTheyWouldBuy()
    {
        var sellable = Customers.Where(customer => !customer.Month.Holds(Product.Broadband)).ToArray();
        double Yes(IEnumerable<CustomerAtDrop> customers) =>
            customers.Average(customer => Effect(customer, TelcoOffer.Broadband).Yes);
        var byNature = sellable.OrderBy(customer => customer.Truth.Broadband).Chunk(sellable.Length / 4).ToArray();
        var byHabit = sellable.OrderBy(customer => customer.Profile.Digital).Chunk(sellable.Length / 4).ToArray();

        Assert.True(Yes(byNature[3]) > 1.3 * Yes(byNature[0]));
        Assert.True(Yes(byHabit[0]) > 1.3 * Yes(byHabit[3]), "who looks for nothing says yes when asked");
        Assert.True(
            byHabit[0].Average(customer => customer.Truth.Broadband) < byHabit[3].Average(customer => customer.Truth.Broadband));
    }

    [Fact]
    public void CustomersWhoLookAlikeAnswerByTraitsThatNoColumnShows()
    {
        var moment = Moment(Customers[0], TelcoOffer.SelfService, 0);
        double Yes(double openness, double taste) => ContactEffect.Of(
            moment with { Traits = new ContactTraits(openness, 0), Taste = taste }, TelcoOffer.SelfService, TelcoChannel.Call, 1)
            .Yes;

        Assert.True(Yes(1, 0) > Yes(-1, 0));
        Assert.True(Yes(0, 1) > Yes(0, -1));
    }

    [Fact]
    public void AMessageIsHeardLessThanACall()
    {
        var offers = new[] { TelcoOffer.Broadband, TelcoOffer.PlanCheck };
        Assert.All(offers, offer => Assert.True(
            Customers.Average(customer => Effect(customer, offer, channel: TelcoChannel.Email).Yes)
            < 0.6 * Customers.Average(customer => Effect(customer, offer).Yes)));
    }

    [Fact]
    public void ThereIsNothingToSayYesToWhereNothingFits()
    {
        foreach (var customer in Customers.Take(2_000))
        {
            Assert.Equal(customer.Month.Holds(Product.Tv), Effect(customer, TelcoOffer.Tv).Yes == 0);
            Assert.Equal(customer.Profile.EBilling, Effect(customer, TelcoOffer.EBilling).Yes == 0);
            Assert.Equal(customer.Profile.Term != Term.Monthly, Effect(customer, TelcoOffer.StayAnnual).Yes == 0);
            Assert.Equal(!customer.Month.OpenComplaint, Effect(customer, TelcoOffer.PutRight).Yes == 0);
            Assert.Equal(0, Effect(customer, TelcoOffer.ComeBack).Yes);
        }
    }

    private static ContactEffect[] Of(TelcoOffer offer, int recent) =>
        [.. Customers.Take(500).Select(customer => Effect(customer, offer, recent: recent))];

    private static ContactEffect Effect(
        CustomerAtDrop customer, TelcoOffer offer, double strength = 1, TelcoChannel channel = TelcoChannel.Call,
        int recent = 0) => ContactEffect.Of(Moment(customer, offer, recent), offer, channel, strength);

    private static ContactMoment Moment(CustomerAtDrop customer, TelcoOffer offer, int recent)
    {
        var random = new CustomerRandom(Seed, customer.Number);
        return new ContactMoment(
            customer.Profile, customer.Month, ContactTraits.Of(random), ContactTraits.Taste(random, offer),
            -customer.Month.ContactBefore, recent, customer.Month.Holdings);
    }
}
