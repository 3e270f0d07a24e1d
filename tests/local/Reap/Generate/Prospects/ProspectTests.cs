using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Local.Reap.Generate.Prospects;

namespace ReapFunctions.Local.Tests.Reap.Generate.Prospects;

/// <summary>What is said to lie ahead is what comes, with and without contacts.</summary>
public class ProspectTests
{
    private const int Drop = 10;
    private const int Horizon = 1_096;
    private static readonly TelcoOptions Options = SampleTelco.Options(7_000, seed: 17);
    private static readonly CustomerAtDrop[] Active =
        [.. SampleTelco.Customers(Options, Drop).Values.Where(customer => !customer.Left)];

    private static readonly Prospect[] OfActive = Of(Options, TelcoOfferFacts.All);

    public static TheoryData<string> Offers => ["stayAnnual", "planCheck", "broadband", "tv", "moreData", "directDebit"];

    [Fact]
    public void WithoutContactTheComingChancesAreThoseThatALaterDropHas()
    {
        var later = SampleTelco.Customers(Options, SampleTelco.Evening(Drop));

        Assert.All(Active.Zip(OfActive), pair =>
        {
            var (customer, prospect) = pair;
            Assert.Equal(later[customer.Number].Truth.Churn, prospect.Chances.Churn, 1e-12);
            Assert.Equal(later[customer.Number].Truth.Tv, prospect.Chances.Tv, 1e-12);
        });
    }

    [Fact]
    public void InALifelikeWorldTheComingChancesAreThoseThatALaterDropHas()
    {
        var options = SampleTelco.Options(3_000, seed: 18) with { Behaviour = Behaviour.Lifelike };
        var (finder, drop) = (new ProspectFinder(new TelcoWorld(options), SampleTelco.Shipped.Decisions), 500);
        var customers = SampleTelco.Customers(options, drop).Values.Where(customer => !customer.Left).ToArray();
        var later = SampleTelco.Customers(options, SampleTelco.Evening(drop));

        Assert.Contains(customers, customer => customer.Round > 0);
        Assert.All(finder.OfAll(customers, drop, [], TelcoChannel.Call), prospect => Assert.Equal(
            later[prospect.Customer.Number].Truth.Churn, prospect.Chances.Churn, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Offers))]
    public void WithAContactAsManyLeaveAsItsChancesSay(string name)
    {
        Assert.True(TelcoOfferFacts.TryParse(name, out TelcoOffer offer));
        var later = SampleTelco.Customers(Contacted(offer), SampleTelco.Evening(Drop));
        var outcomes = Active.Zip(OfActive)
            .Select(pair => (pair.Second.Offers[(int)offer].Churn, later[pair.First.Number].Left)).ToArray();

        SampleTelco.AssertCalibrated(outcomes);
        foreach (var tenth in outcomes.OrderBy(outcome => outcome.Churn).Chunk(outcomes.Length / 5))
            SampleTelco.AssertCalibrated(tenth);
    }

    [Theory]
    [InlineData("broadband")]
    [InlineData("tv")]
    public void AsManySayYesAsTheirChancesSay(string name)
    {
        Assert.True(TelcoOfferFacts.TryParse(name, out TelcoOffer offer));
        var product = TelcoOfferFacts.ProductOf(offer)!.Value;
        var later = SampleTelco.Customers(Contacted(offer), SampleTelco.Evening(Drop) + 1);
        var outcomes = Active.Zip(OfActive)
            .Where(pair => later.ContainsKey(pair.First.Number) && pair.Second.Offers[(int)offer].Yes > 0)
            .Select(pair => (pair.Second.Offers[(int)offer].Yes, later[pair.First.Number].Month.Holds(product))).ToArray();

        foreach (var part in outcomes.OrderBy(outcome => outcome.Yes).Chunk(outcomes.Length / 4))
            SampleTelco.AssertCalibrated(part);
    }

    /// <summary>
    /// The contact is made and answered by the customers' draws; what they then bring, with the contact's price taken off, is
    /// what was said on average, within four standard errors of the difference.
    /// </summary>
    [Theory]
    [MemberData(nameof(Offers))]
    public void WithAContactCustomersBringWhatWasSaid(string name)
    {
        Assert.True(TelcoOfferFacts.TryParse(name, out TelcoOffer offer));
        var (with, without) = (new TelcoWorld(Contacted(offer)), new TelcoWorld(Options));
        var known = SampleTelco.Shipped.Decisions.Offering.Offers.Single(known => known.Name == name);
        var errors = Active.Zip(OfActive).Select(pair =>
        {
            var (customer, prospect) = pair;
            var brought = MoneyOf(with, customer) - MoneyOf(without, customer) - 4 - prospect.Offers[(int)offer].Yes * known.Cost;
            return brought - prospect.Offers[(int)offer].Incremental;
        }).ToArray();

        var mean = errors.Average();
        var error = Math.Sqrt(errors.Average(value => (value - mean) * (value - mean)) / errors.Length);
        Assert.InRange(mean, -4 * error, 4 * error);
        Assert.InRange(error, 0, 3);
    }

    [Fact]
    public void SomeContactsBringSomeCostAndTheBestOfferDiffers()
    {
        var best = OfActive.Select(prospect => prospect.Offers.MaxBy(offer => offer.Incremental)).ToArray();

        Assert.True(best.Select(offer => offer.Offer).Distinct().Count() >= 8);
        foreach (var offer in new[] { TelcoOffer.StayAnnual, TelcoOffer.PlanCheck, TelcoOffer.Broadband, TelcoOffer.Tv })
        {
            var values = OfActive.Select(prospect => prospect.Offers[(int)offer].Incremental).ToArray();
            Assert.InRange(values.Count(value => value > 5) / (double)values.Length, 0.05, 0.6);
            Assert.InRange(values.Count(value => value < -8) / (double)values.Length, 0.05, 0.7);
        }
    }

    /// <summary>
    /// What is expected over futures drawn anew is for each another number than what comes, and for all together the same,
    /// within four standard errors.
    /// </summary>
    [Fact]
    public void OverFuturesDrawnAnewIsExpectedWhatComesOnAverage()
    {
        var few = Active[..2_000];
        var expected = new ProspectFinder(new TelcoWorld(Options), SampleTelco.Shipped.Decisions, futures: 4)
            .OfAll(few, Drop, [TelcoOffer.Broadband, TelcoOffer.PlanCheck], TelcoChannel.Call);

        AssertSame(prospect => prospect.Without.Discounted);
        AssertSame(prospect => prospect.Chances.Churn);
        AssertSame(prospect => prospect.Offers.Single(offer => offer.Offer == TelcoOffer.Broadband).Incremental);
        AssertSame(prospect => prospect.Offers.Single(offer => offer.Offer == TelcoOffer.PlanCheck).Incremental);

        void AssertSame(Func<Prospect, double> number)
        {
            var errors = expected.Zip(OfActive, (mean, comes) => number(mean) - number(comes)).ToArray();
            var mean = errors.Average();
            var error = Math.Sqrt(errors.Average(value => (value - mean) * (value - mean)) / errors.Length);
            Assert.InRange(mean, -4 * error, 4 * error);
            Assert.InRange(errors.Count(value => value == 0), 0, few.Length / 2);
        }
    }

    [Fact]
    public void WithoutEffectsAContactCostsAndBringsNothing()
    {
        var options = Options with { Effects = 0 };

        Assert.All(
            Of(options, TelcoOfferFacts.All).SelectMany(prospect => prospect.Offers),
            offer => Assert.Equal((0, -4), (offer.Yes, Math.Round(offer.Incremental, 9))));
    }

    [Fact]
    public void ContactsOfTheEveningAndAfterAreNotForeseen()
    {
        var told = Of(Contacted(TelcoOffer.PlanCheck), [TelcoOffer.Tv]);

        Assert.Equal(Of(Options, [TelcoOffer.Tv]).Select(Figures), told.Select(Figures));
    }

    [Fact]
    public void WhoHasLeftBringsOnlyWhatComingBackDoes()
    {
        var finder = new ProspectFinder(new TelcoWorld(Options), SampleTelco.Shipped.Decisions);
        var left = SampleTelco.Customers(Options, Drop).Values.Where(customer => customer.Left).ToArray();

        var prospects = finder.OfAll(left, Drop, [TelcoOffer.ComeBack, TelcoOffer.Tv], TelcoChannel.Call);

        Assert.All(prospects, prospect => Assert.Equal((0, double.NaN), (prospect.Without.Discounted, prospect.Chances.Churn)));
        Assert.All(prospects, prospect => Assert.Equal((0, -4), (prospect.Offers[1].Yes, prospect.Offers[1].Incremental)));
        Assert.InRange(prospects.Average(prospect => prospect.Offers[0].Yes), 0.03, 0.12);
    }

    [Fact]
    public async Task TheTruthFileHasALineForEveryCustomerAndSaysWhatProspectsSay()
    {
        var options = SampleTelco.Options(400);
        var telco = new SyntheticTelco(options);
        using var output = new MemoryStream();

        await new TruthFile(telco.World, SampleTelco.Shipped.Decisions).WriteAsync(telco.CustomersOf(0), 0, output);

        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(string.Join(',', TruthFile.Columns), lines[0]);
        Assert.Equal(401, lines.Length);
        Assert.All(lines[1..], line => Assert.Equal(TruthFile.Columns.Count, SampleTelco.Fields(line).Length));
        var customer = telco.CustomersOf(0).First(customer => !customer.Left);
        var prospect = new ProspectFinder(telco.World, SampleTelco.Shipped.Decisions)
            .Of(customer, 0, TelcoOfferFacts.All, TelcoChannel.Call);
        var fields = lines[1..].Select(SampleTelco.Fields).Single(fields => fields[0] == telco.IdOf(customer.Number));
        double Cell(string column) => double.Parse(fields[TruthFile.Columns.ToList().IndexOf(column)]);
        Assert.Equal(prospect.Chances.Churn, Cell("next.churn"), 1e-6);
        Assert.Equal(prospect.Without.Discounted, Cell("discounted"), 0.01);
        Assert.Equal(prospect.Offers[0].Incremental, Cell("stayAnnual.incremental"), 0.01);
    }

    private static TelcoOptions Contacted(TelcoOffer offer) => Options with
    {
        Contacts = SampleTelco.ContactAll(Active.Select(customer => customer.Number), offer, SampleTelco.Evening(Drop)),
    };

    private static Prospect[] Of(TelcoOptions options, IReadOnlyList<TelcoOffer> offers) =>
        new ProspectFinder(new TelcoWorld(options), SampleTelco.Shipped.Decisions).OfAll(Active, Drop, offers, TelcoChannel.Call);

    private static (double, double, double) Figures(Prospect prospect) =>
        (prospect.Chances.Churn, prospect.Without.Discounted, prospect.Offers[0].Incremental);

    private static double MoneyOf(TelcoWorld world, CustomerAtDrop customer)
    {
        var random = world.RandomOf(customer.Number);
        var margin = new MonthlyMargin(SampleTelco.Shipped.Decisions.Value);
        return Life.After(world, customer.Number, customer.Arrival, SampleTelco.Evening(Drop), Horizon).Sum(ahead =>
            ahead.Days / (365.25 / 12) * ahead.Alive * Math.Pow(1.1, -(ahead.Day + ahead.Days / 2.0) / 365.25)
            * margin.Of(random, ahead.Profile, ahead.Month));
    }
}
