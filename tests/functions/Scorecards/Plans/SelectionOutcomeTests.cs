using ReapFunctions.Lists.Selections;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Plans;

public class SelectionOutcomeTests
{
    private const int Customers = 4_000;

    private static readonly PlanMeasure Year = new(TestBucket.Telco, 365);

    private static readonly KeptSelection Kept = new(
        "autumn", new SelectionRequest("autumn", "security"), "2026-01-01.1", DateTimeOffset.UnixEpoch, null, Lever.Penetration,
        0, 0, new Dictionary<string, long>(), 0, 0, 0, []);

    private static TestBucket Bucket(params bool?[] holds) =>
        new TestBucket(Customers).Score("security", 0.2f).Flag("holdsSecurity", holds);

    private static RunDigest Digest(TestBucket bucket) => RunDigest.Make(bucket.Scored(), bucket.Decide(), TestBucket.Telco);

    [Fact]
    public void WhomItChoseIsComparedByTheDrawAndWhoWasContactedBesides()
    {
        var before = Digest(Bucket(false));
        var control = before.Rows.Where(row => row.Control).Select(row => row.Key).ToHashSet();
        // Every second customer was chosen; of those treated every other was reached, and took it.
        var chosen = before.Rows.Where((_, i) => i % 2 == 0).ToDictionary(row => row.Key, _ => 7.5f);
        var reached = before.Rows.Where((row, i) => i % 4 == 0 && !row.Control).Select(row => row.Key).ToHashSet();
        var after = Digest(Bucket([.. Bucket(false).Decide().Values.Select(
            bool? (value) => reached.Contains(RunDigest.KeyOf(value.CustomerId)))]));

        var outcome = SelectionOutcome.Of(Kept, "2026-12-31.1", chosen, reached, [before], [after], "security",
            PromiseTime.Of("security", TestBucket.Telco), Year);

        var (treated, untreated) = outcome.Arms!;
        Assert.Equal(chosen.Count, treated.Customers + untreated.Customers);
        Assert.Equal(chosen.Keys.Count(control.Contains), untreated.Customers);
        Assert.Equal((reached.Count, 0), (treated.Successes, untreated.Successes));
        Assert.Equal((reached.Count, reached.Count), (outcome.Contacted!.Treated.Customers, outcome.Contacted.Treated.Successes));
        Assert.Equal(untreated.Customers, outcome.Contacted.Control.Customers);
        var total = outcome.Lines[0];
        Assert.Equal((treated.Customers, untreated.Customers), (total.Customers, total.Control));
        Assert.Equal(treated.Customers * 7.5m, total.Promised);
        Assert.Equal(total with { Group = "lever:penetration" }, outcome.Lines[1]);
    }

    [Fact]
    public void WhomRecoveryHoldsForIsOfNeitherGroup()
    {
        var all = Digest(Bucket(false));
        var before = all with
        {
            Recoveries = ["struck"],
            Care = [.. all.Rows.Select((_, row) => new DigestCare(0, row % 3 == 0 ? (byte)0 : DigestCare.NoRecovery))],
        };
        var others = all.Rows.Where((_, row) => row % 3 != 0).ToArray();
        var chosen = all.Rows.ToDictionary(row => row.Key, _ => 1f);

        var outcome = SelectionOutcome.Of(
            Kept, "2026-12-31.1", chosen, new HashSet<ulong>(), [before], [all], "security",
            PromiseTime.Of("security", TestBucket.Telco), Year);

        var expected = (others.Count(row => !row.Control), others.Count(row => row.Control));
        Assert.Equal(expected, (outcome.Arms!.Treated.Customers, outcome.Arms.Control.Customers));
        Assert.Equal(expected, (outcome.Lines[0].Customers, outcome.Lines[0].Control));
        Assert.Equal((0, expected.Item2), (outcome.Contacted!.Treated.Customers, outcome.Contacted.Control.Customers));
    }

    [Fact]
    public void WithoutAProductStayingCounts()
    {
        var before = Digest(Bucket(false));
        var chosen = before.Rows.Where((_, i) => i % 2 == 0).ToDictionary(row => row.Key, _ => 1f);
        var after = Digest(new TestBucket(Customers / 2).Score("security", 0.2f));

        var outcome = SelectionOutcome.Of(
            Kept, "2026-12-31.1", chosen, new HashSet<ulong>(), [before], [after], null,
            PromiseTime.Of("churn", TestBucket.Telco), Year);

        Assert.Equal(Customers / 4, outcome.Arms!.Treated.Successes + outcome.Arms.Control.Successes);
        Assert.Equal(0, outcome.Contacted!.Treated.Customers);
    }
}
