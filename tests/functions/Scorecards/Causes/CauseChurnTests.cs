using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Causes;

/// <summary>The churn that follows a cause, against customers as likely to leave and as valuable without it.</summary>
public class CauseChurnTests
{
    private const double Effect = 0.1;

    /// <summary>
    /// Those struck are by themselves likelier to leave: the plain difference of rates would be twice the effect. The like take
    /// that out, and of 300 worlds the interval of 95 % holds the true effect in at least 93 of 100.
    /// </summary>
    [Fact]
    public void TheLikeTakeOutWhatWasThereBeforeAndTheIntervalHoldsTheTruth()
    {
        var random = new Random(19_980);
        var (held, mean, plain) = (0, 0.0, 0.0);
        const int Worlds = 300;
        for (var world = 0; world < Worlds; world++)
        {
            var rows = World(random, 2_000);
            var found = Assert.Single(CauseChurn.Of(["speed"], rows));
            held += found.Difference!.Low <= Effect && Effect <= found.Difference.High ? 1 : 0;
            mean += found.Difference.Estimate / Worlds;
            plain += (found.Rate - Rate(rows.Where(row => row.Causes == 0))) / Worlds;
        }

        Assert.InRange(held, (int)(0.93 * Worlds), Worlds);
        Assert.Equal(Effect, mean, 0.012);
        Assert.InRange(plain, 1.5 * Effect, 1);
    }

    [Fact]
    public void WhoLeavesBeyondTheLikeIsTheDifferenceTimesThoseStruck()
    {
        var found = Assert.Single(CauseChurn.Of(["speed"], World(new Random(4), 4_000)));

        Assert.Equal(found.Difference!.Estimate * found.Customers, found.LeftBeyond!.Estimate, 1e-3);
        Assert.Equal(found.Rate - found.LikeRate, found.Difference.Estimate, 1e-5);
    }

    [Fact]
    public void WithoutAModelLikeIsWhoWasOfTheSameValue()
    {
        var known = Assert.Single(CauseChurn.Of(["speed"], World(new Random(4), 4_000)));
        var unknown = Assert.Single(
            CauseChurn.Of(["speed"], [.. World(new Random(4), 4_000).Select(row => row with { Risk = float.NaN })]));

        Assert.Equal((true, false), (known.ByRisk, unknown.ByRisk));
        Assert.True(unknown.LikeRate < known.LikeRate, "Those struck were likelier to leave before, and nothing says so.");
    }

    [Fact]
    public void FewCustomersGiveNoInterval()
    {
        var found = Assert.Single(CauseChurn.Of(["speed"], World(new Random(4), 60)));

        Assert.True(found.Customers > 0);
        Assert.Null(found.Difference);
    }

    [Fact]
    public void TheMoreCausesThereAreTheWiderIsEach()
    {
        var one = World(new Random(4), 4_000);
        var many = one.Select((row, i) => row with { Causes = row.Causes | (2UL << (i % 10)) }).ToArray();
        string[] names = ["speed", .. Enumerable.Range(0, 10).Select(i => $"other{i}")];

        var (alone, among) = (CauseChurn.Of(names, one)[0].Difference!, CauseChurn.Of(names, many)[0].Difference!);

        Assert.Equal(alone.Estimate, among.Estimate, 1e-9);
        Assert.True(among.High - among.Low > 1.2 * (alone.High - alone.Low));
    }

    /// <summary>A digest carries causes and pro-active recovery to the comparison, and loses an erased customer's.</summary>
    [Fact]
    public async Task DigestsCarryCausesAndRecoveryToTheComparisonOfRuns()
    {
        var config = TestBucket.Telco with
        {
            Outbreaks = [new("speed", "mobile", "north", null, TestBucket.Run.Date, TestBucket.Run.Date, 0.1, 20, 1e-9)],
        };
        var before = new TestBucket(400).Cases(Enumerable.Range(0, 100).Select(i =>
            new CustomerCase($"c{i}", $"{i}", TestBucket.Run.Date.AddDays(-20), "price") { Voiced = true }));
        var decided = before.Decide(config);
        using var stream = new MemoryStream();
        await RunDigest.Make(before.Scored(), decided, config).WriteAsync(stream, default);
        var then = RunDigest.Read(stream.ToArray());
        var now = RunDigest.Make(
            new TestBucket(400).Text("status", "left", "active").Scored(),
            new TestBucket(400).Text("status", "left", "active").Decide(), config);

        var comparison = RunComparison.Between("a", "b", [then], [now], "churn");

        var price = Assert.Single(comparison.CauseChurn!);
        Assert.Equal(("price", 100, 50, 0.5), (price.Cause, price.Customers, price.Left, price.Rate));
        var arms = comparison.Arms["recovery:struck"];
        var struck = decided.Offers.Where(record => record.Recovery is { Rule: "struck" }).ToArray();
        Assert.Equal(
            (struck.Count(record => !record.Control), struck.Count(record => record.Control)),
            (arms.Treated.Customers, arms.Control.Customers));
        // The treated among them are sold nothing meanwhile: an offer kept for the control group has no counterpart.
        var offered = then.Rows.Select((row, place) => (Row: row, IsStruck: then.CareOf(place).IsRecovering))
            .Where(found => found.Row.Active && found.Row.Best != DigestRow.NoOffer && !then.Offers[found.Row.Best].Care)
            .ToLookup(found => found.IsStruck, found => found.Row.Control);
        Assert.Contains(true, offered[true]);
        var total = comparison.Arms.GetValueOrDefault("total") ?? ArmPair.Empty;
        Assert.Equal(
            (offered[false].Count(control => !control), offered[false].Count(control => control)),
            (total.Treated.Customers, total.Control.Customers));
        var without = then.Without("c0");
        Assert.Equal((399, 399), (without.Rows.Length, without.Care.Length));
        Assert.Equal(99, without.Care.Count(care => care.Causes != 0));
    }

    private static double Rate(IEnumerable<CauseChurn.Row> rows) => rows.Average(row => row.Left ? 1.0 : 0);

    /// <summary>
    /// Customers whose risk decides both who is struck and who leaves; who is struck leaves more often by <see cref="Effect"/>.
    /// </summary>
    private static CauseChurn.Row[] World(Random random, int customers) => [.. Enumerable.Range(0, customers).Select(_ =>
    {
        var risk = (float)(0.05 + 0.4 * random.NextDouble());
        var decile = (byte)(1 + random.Next(10));
        var isStruck = random.NextDouble() < 1.5 * risk * risk;
        return new CauseChurn.Row(
            isStruck ? 1UL : 0, risk, decile, random.NextDouble() < risk + (isStruck ? Effect : 0));
    })];
}
