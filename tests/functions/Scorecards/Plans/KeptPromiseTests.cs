using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Plans;

/// <summary>
/// Plans of which everything comes as they promised, on the day of the contact: on whatever day they are judged, what has come is
/// what is due. The value model is the shipped one; who says yes is spread evenly, so that there is no chance in it.
/// </summary>
public class KeptPromiseTests
{
    private const int LeavingRows = 40_000;

    private static readonly DecisionOptions Config = TestBucket.Telco;
    private static readonly Lazy<Night> BeforeLeaving = new(() => Night.Of(Leaving()));

    /// <summary>What is known of those whom a plan contacts by a lever, in the order of the bucket.</summary>
    private sealed record Chosen(int Row, bool Control, DigestWay Way, ValueRecord Value, KeptOffer Offer, double Place)
    {
        /// <summary>Says yes as likely as the plan has it.</summary>
        public bool SaysYes => !Control && Place < Chance;

        private double Chance =>
            Way.Gain / (Offer.Factors.V + Config.Offering.Offers.Single(offer => offer.Name == Offer.Name).Cost);
    }

    /// <summary>What was decided of a bucket, once, and what is kept of that.</summary>
    private sealed record Night(Decisions Made, RunDigest Digest)
    {
        public static Night Of(TestBucket bucket)
        {
            var made = bucket.Decide();
            return new Night(made, RunDigest.Make(bucket.Scored(), made, Config));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(365)]
    public void AProductThatIsTakenUp(int days)
    {
        const int Rows = 4_000;
        TestBucket Holding() => new TestBucket(Rows).Score("security", 0.25f).Number("monthlyRevenue", 72)
            .Flag("holdsBroadband", true).Flag("holdsTv", true).Flag("holdsRoaming", true).Number("revenue12m", 864);
        var before = Night.Of(Holding());
        var chosen = Choose(before, Lever.Penetration);
        var yes = chosen.Where(customer => customer.SaysYes).Select(customer => customer.Row).ToHashSet();
        Assert.NotEmpty(yes);
        var more = Config.Value.MarginOf("security", 1) / Config.Value.MarginRate * 12 * days / 365;
        var after = Holding()
            .Number("revenue12m", [.. Enumerable.Range(0, Rows).Select(row => 864 + (yes.Contains(row) ? more : 0))])
            .Number("monthlyRevenue", [.. Enumerable.Range(0, Rows).Select(row => yes.Contains(row) ? 77.0 : 72)])
            .Flag("holdsSecurity", [.. Enumerable.Range(0, Rows).Select(bool? (row) => yes.Contains(row))]);
        Kept(before, after, Lever.Penetration, days);
    }

    /// <summary>Those saved are of those who would have left within the year of the contract, evenly over it.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(365)]
    public void CustomersWhoStay(int days)
    {
        var before = BeforeLeaving.Value;
        var chosen = Choose(before, Lever.Retention);
        Assert.Equal("stayAnnual", Assert.Single(chosen.Select(customer => customer.Offer.Name).Distinct()));
        var left = chosen.Where(customer => customer.Place < Math.Min(1, days / 365.0)
                * (0.6 - (customer.Control ? 0 : customer.Way.Gain / customer.Value.Lifetime!.Value)))
            .Select(customer => customer.Row).ToHashSet();
        var after = Leaving().Text(
            "status", [.. Enumerable.Range(0, LeavingRows).Select(row => left.Contains(row) ? "left" : "active")]);
        Kept(before, after, Lever.Retention, days);
    }

    private static TestBucket Leaving() => new TestBucket(LeavingRows).Score("churn", 0.2f);

    /// <summary>Bills on paper cost by what is sent now; calls by what was counted in 12 months.</summary>
    [Theory]
    [InlineData("eBilling", 10)]
    [InlineData("eBilling", 90)]
    [InlineData("selfService", 10)]
    [InlineData("selfService", 30)]
    [InlineData("selfService", 90)]
    [InlineData("selfService", 365)]
    public void CostsThatAreSaved(string offer, int days)
    {
        const int Rows = 4_000;
        const double Calls = 12;
        var ofBills = offer == "eBilling";
        var saved = TestBucket.Telco.Offering.Offers.Single(known => known.Name == offer).SavesCost.Values.First();
        TestBucket Costly() => new TestBucket(Rows).Flag("eBilling", !ofBills).Number("calls12m", ofBills ? 0 : Calls)
            .Flag("holdsBroadband", true).Flag("holdsTv", true).Flag("holdsSecurity", true).Flag("holdsRoaming", true);
        var before = Night.Of(Costly());
        var chosen = Choose(before, Lever.Efficiency);
        Assert.Equal(offer, Assert.Single(chosen.Select(customer => customer.Offer.Name).Distinct()));
        var yes = chosen.Where(customer => customer.SaysYes).Select(customer => customer.Row).ToHashSet();
        var after = Costly()
            .Flag("eBilling", [.. Enumerable.Range(0, Rows).Select(bool? (row) => !ofBills || yes.Contains(row))])
            .Number("calls12m", [.. Enumerable.Range(0, Rows).Select(
                row => ofBills ? 0 : Calls * (1 - (yes.Contains(row) ? saved * days / 365 : 0)))]);
        Kept(before, after, Lever.Efficiency, days);
    }

    [Fact]
    public void WhatCameOfItIsKeptByTheVersionOfHowItIsWorkedOut()
    {
        // Under plans/{plan}/{until}.json and selections/{selection}/{until}.json lies what was worked out before.
        var until = new RunId(new DateOnly(2026, 11, 21), 1);
        Assert.Equal($"plans/autumn/{PlanMeasure.Version}/2026-11-21.1.json", PlanStore.OutcomeName("autumn", until));
        Assert.Equal(
            $"selections/autumn/{PlanMeasure.Version}/2026-11-21.1.json", SelectionOutcomeStore.OutcomeName("autumn", until));
        Assert.Matches(
            "^2026-11-21.1/compared/[0-9]+/2026-11-21.1.json$", ScorecardStore.ComparisonName(until, until));
    }

    [Theory]
    [InlineData(0, 3, 45, 0.4932)]
    [InlineData(0, 12, 73, 0.2)]
    [InlineData(1, 12, 1, 1)]
    [InlineData(0.5, 12, 73, 0.6)]
    public void WhatIsKnownOfAPromiseFitsIntoSixBits(double atOnce, int months, int days, double due)
    {
        var time = new PromiseTime(atOnce, months);
        Assert.InRange(time.Code, 1, 63);
        Assert.Equal(time, new DigestWay(-7, Lever.Penetration, time, 3).Time);
        Assert.Equal(Lever.Penetration, new DigestWay(-7, Lever.Penetration, time, 3).Lever);
        Assert.Equal(due, (double)time.Due(days), 4);
        // Digests from before had the lever alone.
        Assert.Equal(new PromiseTime(0, 12), new DigestWay(-7, (byte)Lever.Penetration, 3).Time);
    }

    private static List<Chosen> Choose(Night night, Lever lever)
    {
        var made = night.Made;
        var ways = night.Digest.Rows.Select((row, i) => (row, i, Way: By(row, lever)))
            .Where(way => way.Way is not null).ToArray();
        Assert.NotEmpty(ways);
        return [.. ways.GroupBy(way => way.row.Control).SelectMany(arm => arm.Select((way, place) => new Chosen(
            way.i, arm.Key, way.Way!.Value, made.Values[way.i],
            made.Offers[way.i].Offers.First(offer => offer.Lever == lever), (place + 0.5) / arm.Count())))];
    }

    private static void Kept(Night before, TestBucket after, Lever lever, int days)
    {
        var total = PlanOutcome.Of(
            row => By(row, lever), [before.Digest], [Night.Of(after).Digest], new PlanMeasure(Config, days))[0];
        Assert.InRange(total.Realised!.Estimate / (double)total.Due, 0.85, 1.15);
        Assert.Equal(days < 30, total.Ratio is null);
    }

    /// <summary>The dearest way to contact a customer by a lever.</summary>
    private static DigestWay? By(DigestRow row, Lever lever)
    {
        DigestWay? by = null;
        foreach (var way in row.Ways)
            by = way.Gain > 0 && way.Lever == lever ? way : by;
        return by;
    }
}
