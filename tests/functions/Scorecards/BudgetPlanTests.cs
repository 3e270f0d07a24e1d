using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards;

public class BudgetPlanTests
{
    private static readonly LeverSums[] Cells =
    [
        new(1, Lever.Penetration, 100, 900m, 300m), new(1, Lever.Retention, 50, 800m, 200m),
        new(9, Lever.Efficiency, 400, 100m, 20m), new(10, Lever.Penetration, 30, 10m, 60m),
    ];

    [Fact]
    public void TheBestReturnIsTakenFirstAndTheLastInPart()
    {
        var plan = BudgetPlan.Allot(Cells, 300m);
        Assert.Equal([(9, 20m), (1, 200m), (1, 80m)], plan.Lines.Select(line => (line.Decile, line.Spend)));
        Assert.Equal(80m + 600m + 160m, Math.Round(plan.Net, 10));
        Assert.Equal(2m, plan.Price);
    }

    [Fact]
    public void WhatLosesMoneyIsNeverBought()
    {
        var plan = BudgetPlan.Allot(Cells, 10_000m);
        Assert.Equal((520m, 0m), (plan.Spend, plan.Price));
        Assert.DoesNotContain(plan.Lines, line => line.Decile == 10);
    }

    [Fact]
    public void ThePlanReachesItsProvenBound()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var cells = Enumerable.Range(0, 40).Select(k =>
                new LeverSums(
                    k / 4 + 1, (Lever)(k % 4), random.Next(1000), random.Next(100_000) / 100m, random.Next(100_000) / 100m))
                    .ToArray();
            var plan = BudgetPlan.Allot(cells, random.Next(20_000));
            Assert.Equal((double)plan.Bound, (double)plan.Net, 1e-6);
            Assert.True(plan.Spend <= plan.Budget);
        }
    }

    [Fact]
    public void NoSplitOfAnyCustomerBeatsThePlan()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var plan = BudgetPlan.Allot(Cells, 250m);
            var left = 250m;
            var net = 0m;
            foreach (var cell in Cells.OrderBy(_ => random.Next()))
            {
                var share = Math.Min((decimal)random.NextDouble(), left / cell.Spend);
                left -= share * cell.Spend;
                net += share * cell.Net;
            }
            Assert.True(net <= plan.Net + 0.000001m);
        }
    }

    [Fact]
    public void LeversCountTheBestOfferOfEachCustomerOutsideTheControlGroup()
    {
        var decisions = new TestBucket(200).Score("broadband", 0.02f, 0.3f).Text("status", "active", "active", "left").Decide();
        var part = ScorecardPart.Sum(decisions, TestBucket.Telco);
        var counted = decisions.Offers.Where(record => record.Active && !record.Control && record.Offers.Count > 0).ToArray();
        Assert.Equal(counted.Length, part.Levers.Sum(lever => lever.Customers));
        // Net = P x V less the contact of those who say no.
        var expected = counted.Sum(record =>
            record.Offers[0].Factors.P * record.Offers[0].Factors.V
            - (1 - record.Offers[0].Factors.P) * record.Offers[0].Channels.Min(
                channel => TestBucket.Telco.Offering.ContactCosts[channel]));
        Assert.Equal(expected, (double)part.Levers.Sum(lever => lever.Net), 0.01 * counted.Length);
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
