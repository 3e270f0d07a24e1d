using ReapFunctions.Offers;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Causes;

/// <summary>What causes of dissatisfaction come to on the scorecard, counted by hand.</summary>
public class RootCauseTests
{
    private static readonly DateOnly AsOf = TestBucket.Run.Date;

    private static readonly CustomerCase[] Cases =
    [
        // Promised within 5 days: solved in 3, and back after it; the second is overdue.
        Speed("c0", 40, solvedAgo: 37), Speed("c0", 20),
        // Solved in 10: too late.
        Speed("c1", 30, solvedAgo: 20) with { Product = "tv", Channel = "web" },
        // Voiced.
        Speed("c2", 2) with { Voiced = true, Product = null },
        // Has left.
        Speed("c3", 2),
    ];

    [Fact]
    public void ACauseHasItsCustomersValueAtRiskAndTimesAgainstThePromise()
    {
        var (scored, decisions) = Bucket();
        var total = Assert.Single(CauseTally.Of(scored, decisions, TestBucket.Telco.Care), row => row.By == "total");

        Assert.Equal(("speed", "The service is slow", 5), (total.Cause, total.Title, total.PromisedDays));
        Assert.Equal((3, 4, 1, 2, 1), (total.Customers, total.Cases, total.Voiced, total.Solved, total.Open));
        Assert.Equal((13, 1, 1, 1), (total.DaysToSolve, total.InTime, total.Overdue, total.CameBack));
        Assert.Equal((6.5, 1 / 3.0, 0.5), (total.MeanDays!.Value, total.InTimeShare!.Value, total.CameBackShare!.Value), Near);
        Assert.Equal(
            decisions.Risks.Take(3).Sum(risk => (decimal)risk.ValueAtRisk!.Value), total.ValueAtRisk);
    }

    [Theory]
    [InlineData("product", "broadband=1 tv=1 (none)=1")]
    [InlineData("channel", "call=2 web=1")]
    [InlineData("segment", "consumer=3")]
    public void ACutCountsACustomerOnceInEachOfItsRows(string by, string expected)
    {
        var (scored, decisions) = Bucket();
        var rows = CauseTally.Of(scored, decisions, TestBucket.Telco.Care).Where(row => row.By == by);

        Assert.Equal(
            expected.Split(' ').Order(), rows.Select(row => $"{row.Name}={row.Customers}").Order());
    }

    [Fact]
    public void PartsAddUpWhateverTheSplitAndSurviveTheirBlob()
    {
        var (scored, decisions) = Bucket();
        var whole = ScorecardPart.Sum(scored, decisions, TestBucket.Telco);
        var left = ScorecardPart.Sum(
            scored with { Cases = [.. scored.Cases.Where(found => found.CustomerId == "c1")] }, decisions, TestBucket.Telco);
        var right = ScorecardPart.Sum(
            scored with { Cases = [.. scored.Cases.Where(found => found.CustomerId != "c1")] }, decisions, TestBucket.Telco);

        Assert.Equal(whole.RootCauses, (left + right).RootCauses);
        Assert.Equal(whole.RootCauses, (right + left).RootCauses);
        Assert.Equal(whole.RootCauses, RecordJson.Read<ScorecardPart>(RecordJson.Write(whole)).RootCauses);
    }

    [Fact]
    public void AMovementIsWhatChangedAndWhatCameAndWent()
    {
        RootCause Row(string cause, long customers) =>
            new(cause, "total", "total", customers, 10 * customers, customers, 0, 0, 0, 0, 0, 0);
        var moves = RootCauseMove.Between([Row("price", 4), Row("speed", 2)], [Row("speed", 7), Row("staff", 1)]);

        Assert.Equal(
            ["price -4 -40", "speed 5 50", "staff 1 10"],
            moves.Select(move => FormattableString.Invariant($"{move.Cause} {move.Customers} {move.ValueAtRisk}")));
    }

    [Fact]
    public void APortfolioWithoutCareHasNone() =>
        Assert.Empty(CauseTally.Of(Bucket().Scored, Bucket().Decisions, null));

    private static bool Near((double, double, double) one, (double, double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) < 1e-6 && Math.Abs(one.Item2 - other.Item2) < 1e-6
        && Math.Abs(one.Item3 - other.Item3) < 1e-6;

    private static (ScoredSnapshot Scored, Decisions Decisions) Bucket()
    {
        var bucket = new TestBucket(4).Score("churn", 0.1f, 0.2f, 0.3f, 0.4f).Text("status", "active", "active", "active", "left")
            .Cases(Cases);
        return (bucket.Scored(), bucket.Decide());
    }

    private static CustomerCase Speed(string customer, int daysAgo, int? solvedAgo = null) =>
        new(customer, $"{customer}:{daysAgo}", AsOf.AddDays(-daysAgo), "speed")
        {
            Product = "broadband",
            Channel = "call",
            SolvedOn = solvedAgo is { } days ? AsOf.AddDays(-days) : null,
        };
}
