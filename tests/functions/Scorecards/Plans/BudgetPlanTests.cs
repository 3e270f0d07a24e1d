using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Plans;

public class BudgetPlanTests
{
    private static readonly PlanStep[] Steps =
    [
        new(18, 9, Lever.Efficiency, 400, 100m, 20m), new(12, 1, Lever.Retention, 50, 600m, 200m),
        new(8, 1, Lever.Penetration, 100, 600m, 300m),
    ];

    [Fact]
    public void TheBestReturnIsTakenFirstAndTheLastInPart()
    {
        var plan = BudgetPlan.Allot(Steps, 300m);
        Assert.Equal(
            [(1, Lever.Retention, 200m), (1, Lever.Penetration, 78m), (9, Lever.Efficiency, 20m)],
            plan.Lines.Select(line => (line.Decile, line.Lever, Math.Round(line.Spend, 10))));
        // 26 of 100: a customer costs 3.
        Assert.Equal((298m, 100m + 600m + 156m), (plan.Spend, plan.Net));
        Assert.Equal(2m, plan.Price);
        var all = BudgetPlan.Allot(Steps, 10_000m);
        Assert.Equal((520m, 0m, 1_300m), (all.Spend, all.Price, all.Bound));
    }

    [Fact]
    public void ABetterContactTakesThePlaceOfACheaperOne()
    {
        // The second step calls the 10 who got a message in the first.
        PlanStep[] steps =
        [
            new(24, 2, Lever.Efficiency, 10, 8m, 1m),
            new(8, 2, Lever.Efficiency, -10, -8m, -1m), new(8, 2, Lever.Retention, 10, 80m, 40m),
        ];
        var line = Assert.Single(BudgetPlan.Allot(steps, 100m).Lines);
        Assert.Equal((Lever.Retention, 10, 80m, 40m), (line.Lever, line.Customers, line.Net, line.Spend));
        Assert.Equal([5, 5], BudgetPlan.Allot(steps, 20.5m).Lines.Select(part => part.Customers));
    }

    /// <summary>Against every choice of ways for some customers, tried one by one.</summary>
    [Fact]
    public void NoChoiceOfContactsBeatsTheBoundAndThePlanComesNearIt()
    {
        var options = TestBucket.Telco.Offering;
        var choices = new EfficientContacts(options);
        var random = new Random(3);
        for (var round = 0; round < 40; round++)
        {
            var records = Records(random, 4).ToArray();
            var budget = Math.Round((decimal)(random.NextDouble() * 20), 2);
            var plan = BudgetPlan.Allot(PlanStep.Of(records, options), budget);
            var best = Best([.. records.Select(record => All(record, options).ToArray())], (double)budget);
            Assert.True(best <= (double)plan.Bound + 0.01, $"{best} is more than {plan.Bound}");
            // What is missing is at most the last customer.
            var most = records.SelectMany(choices.Of).Select(choice => choice.Net).DefaultIfEmpty().Max();
            Assert.InRange((double)plan.Net, best - most - 0.01, (double)plan.Bound + 0.01);
            Assert.True(plan.Spend <= budget);
        }
    }

    [Fact]
    public void OfManyCustomersThePlanReachesItsBoundButForHalfAHundredth()
    {
        var records = Records(new Random(4), 3_000).ToArray();
        var steps = PlanStep.Of(records, TestBucket.Telco.Offering);
        foreach (var budget in new[] { 100m, 1_000m, 5_000m })
        {
            var plan = BudgetPlan.Allot(steps, budget);
            Assert.InRange(plan.Net / plan.Bound, 0.995m, 1m);
        }
    }

    [Fact]
    public void WhatIsSpentIsOfTheCustomersThatLinesName()
    {
        var steps = PlanStep.Of(Records(new Random(5), 200), TestBucket.Telco.Offering);
        var random = new Random(6);
        var budgets = Enumerable.Range(0, 400).Select(_ => Math.Round((decimal)Math.Exp(random.NextDouble() * 12 - 5), 2))
            .Concat([0m, 0.01m, 0.04m, 0.05m, 0.06m, 3.99m, 4m]);
        foreach (var budget in budgets)
        {
            var plan = BudgetPlan.Allot(steps, budget);
            Assert.Equal(plan.Lines.Sum(line => line.Spend), plan.Spend);
            Assert.Equal(plan.Lines.Sum(line => line.Net), plan.Net);
            Assert.True(plan.Spend <= budget, $"{plan.Spend} of {budget}");
            Assert.All(plan.Lines, line => Assert.InRange(line.Customers, 1, 200));
            // A message costs 0.05, a call 4: what is spent is of somebody.
            Assert.True(plan.Lines.Count > 0 || plan.Spend == 0);
        }
    }

    [Fact]
    public void LeversCountTheBestContactOfEachCustomerOutsideTheControlGroup()
    {
        var decisions = new TestBucket(200).Score("broadband", 0.02f, 0.3f).Text("status", "active", "active", "left").Decide();
        var options = TestBucket.Telco.Offering;
        var levers = LeverSums.Of(ScorecardPart.Sum(decisions, TestBucket.Telco).Steps);
        var counted = decisions.Offers.Where(record => record.Active && !record.Control && record.Offers.Count > 0).ToArray();
        Assert.Equal(counted.Length, levers.Sum(lever => lever.Customers));
        var expected = counted.Sum(record => All(record, options).Max(choice => choice.Net));
        Assert.Equal(expected, (double)levers.Sum(lever => lever.Net), 0.01 * counted.Length);
    }

    /// <summary>Every offer on every channel, worked out from the factors.</summary>
    private static IEnumerable<(double Net, double Spend)> All(OfferRecord record, OfferOptions options) =>
        from offer in record.Offers
        from channel in offer.Channels
        let odds = offer.Factors.P / (1 - offer.Factors.P) * options.ChannelOdds.GetValueOrDefault(channel, 1)
        let chance = odds / (1 + odds)
        let contact = options.ContactCosts[channel]
        let incentive = options.Offers.Single(known => known.Name == offer.Name).Cost
        select (chance * offer.Factors.V - contact, contact + chance * incentive);

    private static double Best((double Net, double Spend)[][] ways, double budget, int customer = 0)
    {
        if (customer == ways.Length)
            return 0;
        var best = Best(ways, budget, customer + 1);
        foreach (var (net, spend) in ways[customer].Where(way => way.Spend <= budget))
            best = Math.Max(best, net + Best(ways, budget - spend, customer + 1));
        return best;
    }

    private static IEnumerable<OfferRecord> Records(Random random, int count)
    {
        var bucket = new TestBucket(count);
        float[] Some() => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 0.4f)];
        foreach (var target in new[] { "churn", "broadband", "security", "roaming" })
            bucket.Score(target, Some());
        return bucket.Flag("eBilling", true, false).Number("revenue12m", [.. Some().Select(share => 3_000.0 * share)])
            .Decide().Offers;
    }

    [Fact]
    public void TheWhaleCurveRisesToItsPeakAndEndsAtOne()
    {
        var decisions = new TestBucket(200).Number("revenue12m", [.. Enumerable.Range(0, 200).Select(i => 100 + 5.0 * i)])
            .Decide();
        var curve = WhaleCurve.Of(ScorecardPart.Sum(decisions, TestBucket.Telco).ValueBins);
        var values = decisions.Values.Select(value => value.Current).OrderDescending().ToArray();
        Assert.Equal(new WhalePoint(1, 1), curve[^1]);
        var peak = curve.MaxBy(point => point.Value)!;
        Assert.Equal(values.Where(value => value >= 0).Sum() / values.Sum(), peak.Value, 1e-5);
        Assert.Equal(values.Count(value => value >= 0) / 200.0, peak.Customers, 1e-6);
        Assert.All(
            curve, point =>
            Assert.Equal(values.Take((int)Math.Round(point.Customers * 200)).Sum() / values.Sum(), point.Value, 1e-5));
    }
}
