using ReapFunctions.Offers.Effects;
using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Effects;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Effects;

public class ContactedNightTests
{
    private static readonly ContactMade Kept = new(ContactAim.Keeping, 0.2);

    /// <summary>Of ten customers of one risk the first five are in a group, and those of even numbers leave.</summary>
    private static ContactedNight Count(
        IEnumerable<string> contacted, IEnumerable<string>? aside = null, Func<RunDigest, RunDigest>? later = null)
    {
        var bucket = new TestBucket(10).Score("churn", 0.1f)
            .Number("complaints12m", [.. Enumerable.Range(0, 10).Select(row => row < 5 ? 3.0 : 0)])
            .Date("lastContactOn", TestBucket.Run.Date);
        var before = RunDigest.Make(bucket.Scored(), bucket.Decide(), TestBucket.Telco);
        bucket.Text("status", [.. Enumerable.Range(0, 10).Select(row => row % 2 == 0 ? "left" : "active")]);
        var now = RunDigest.Make(bucket.Scored(), bucket.Decide(), TestBucket.Telco);
        return ContactedNight.Count(
            "2026-08-01.1", "2026-10-30.1", [before], [later is null ? now : later(now)], "churn",
            contacted.ToDictionary(RunDigest.KeyOf, _ => Kept), (aside ?? []).Select(RunDigest.KeyOf).ToHashSet());
    }

    [Fact]
    public void WhoWasContactedIsHeldAgainstOthersOfTheGroupAndRisk()
    {
        var counts = Count(["c0", "c1", "c7"]).Counts;
        Assert.Equal(["others", "unhappy"], counts.Select(count => count.Group));
        var (others, unhappy) = (counts[0], counts[1]);
        Assert.Equal((1, 0, 2), (others.Contacted, others.Left, others.OthersLeft));
        Assert.Equal((2, 1, 2), (unhappy.Contacted, unhappy.Left, unhappy.OthersLeft));
        // What the offer says that a yes saves is expected; of the others the propensity is.
        Assert.Equal(2 * 0.1 * 0.8, unhappy.Expected, 1e-6);
        Assert.Equal(3 * 0.1, unhappy.OthersExpected, 1e-6);
        Assert.All(counts, count => Assert.Equal(ContactCount.StratumOf(0.1), count.Stratum));
    }

    [Fact]
    public void WhoIsSetAsideOrWasRejectedIsOfNeither()
    {
        var unhappy = Count(["c0", "c1"], aside: ["c2", "c1"]).Counts.Single();
        Assert.Equal((1, 1, 1), (unhappy.Contacted, unhappy.Left, unhappy.OthersLeft));
        var rejected = new HashSet<ulong> { RunDigest.KeyOf("c0") };
        unhappy = Count(["c0", "c1"], later: digest => digest.Without("c0") with { NotKept = rejected }).Counts.Single();
        Assert.Equal((1, 0, 2), (unhappy.Contacted, unhappy.Left, unhappy.OthersLeft));
        // Who is not there any more has left.
        unhappy = Count(["c0", "c1"], later: digest => digest.Without("c1")).Counts.Single();
        Assert.Equal((2, 2), (unhappy.Contacted, unhappy.Left));
        Assert.Empty(Count([]).Counts);
    }
}
