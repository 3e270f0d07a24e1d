using ReapFunctions.Outcomes;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Proof;

public class OfferOutcomesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static RunDigest Night(bool?[] security, params string[] status)
    {
        var bucket = new TestBucket(4).Flag("holdsSecurity", security).Text("status", status);
        return RunDigest.Make(bucket.Scored(), bucket.Decide(), TestBucket.Telco);
    }

    private static OutcomeRecord Said(int customer, Reply reply, string offer = "security", double? worth = 30, int hour = 0) =>
        new()
        {
            CustomerId = $"c{customer}",
            OutcomeId = "o",
            At = Noon.AddHours(hour),
            Offer = offer,
            Group = offer,
            Reply = reply,
            Worth = worth,
        };

    private static OfferOutcomes Of(params OutcomeRecord[] outcomes) => OfferOutcomes.Count(
        outcomes, [Night([false, false, true, false], "active")],
            [Night([true, false, true, true], "active", "active", "active", "left")],
        TestBucket.Telco.Offering).Single();

    [Fact]
    public void AYesIsConfirmedByTheLaterDrop() =>
        Assert.Equal(
            new OfferOutcomes("security", 4, 4, 0, 0, 100.5m, Confirmed: 1, Missing: 3),
            Of(Said(0, Reply.Accepted), Said(1, Reply.Accepted, worth: 40.5), Said(2, Reply.Accepted),
                Said(3, Reply.Accepted, worth: null)));

    [Fact]
    public void TheNewestReplyCountsAndEveryContactIsOne() =>
        Assert.Equal(
            new OfferOutcomes("security", 4, 1, 1, 0, 30, 1, 0),
            Of(Said(0, Reply.Later), Said(0, Reply.Accepted, hour: 1), Said(1, Reply.Declined), Said(2, Reply.NoAnswer)));

    [Fact]
    public void AnOfferWithoutAProductIsConfirmedByWhoStays() =>
        Assert.Equal((2L, 1L, 1L), Of(Said(0, Reply.Accepted, "planCheck"), Said(3, Reply.Accepted, "planCheck")) is var of
            ? (of.Accepted, of.Confirmed, of.Missing)
            : default);

    [Fact]
    public void PenetrationAddsWhatWasSaidAndWhatWasDone()
    {
        var comparison = new RunComparison("a", "b", [], new Dictionary<string, ArmPair>
        {
            ["offer:security"] = new(new Arm(50, 5, 0, 0), new Arm(10, 1, 0, 0)),
            ["offer:planCheck"] = new(new Arm(50, 40, 0, 0), new Arm(10, 8, 0, 0)),
        }, []);
        var penetration = OutcomePenetration.From(
            [Of(Said(0, Reply.Accepted)), Of(Said(1, Reply.Accepted, "tv"))], comparison, TestBucket.Telco.Offering);
        Assert.Equal(
            (2L, 60m, 1L, 6L), (penetration.Accepted, penetration.AcceptedValue, penetration.Confirmed, penetration.TakenUp));
    }
}
