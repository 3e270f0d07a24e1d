using System.Globalization;
using System.Text.Json.Nodes;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Advocates;

/// <summary>The example of docs/advocacy.md is worked out as the page says.</summary>
public class AdvocacyPageTests
{
    private static readonly string Page = Repository.Read("docs", "advocacy.md");
    private static readonly string[] Blocks = PageExample.BlocksOf(Page);
    private static readonly FinderHash Hash = new(new byte[32]);
    private static readonly RunId Before = new(TestBucket.Run.Date.AddDays(-1), 1);

    /// <summary>The customers that the page lists.</summary>
    private static readonly string[][] Rows = [.. Blocks[0].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(','))];

    private static double Months => TestBucket.Telco.Value.Advocacy!.Months;

    [Fact]
    public void TheWorthOfAReferralIsWhatThePageSays()
    {
        var before = JsonNode.Parse(Blocks[1])!;
        var worth = ReferralEstimate.Of(
            TestBucket.Telco.Value.Advocacy!.Worth, (long)before["referred"]!, (double)before["mean"]!,
            (double)before["variance"]!, Before);
        PageExample.AssertSays(Blocks[2], RecordJson.Write(worth));
    }

    [Fact]
    public void TheAdvocateIsWhatThePageSays()
    {
        var (_, decisions, _) = Night();
        var record = JsonNode.Parse(RecordJson.Write(decisions.Values[0]))!;
        PageExample.AssertSays(Blocks[3], record.ToJsonString());
        PageExample.AssertSays(Blocks[4], record["advocacy"]!.ToJsonString());
    }

    [Fact]
    public void TheScorecardIsWhatThePageSays()
    {
        var (scored, decisions, run) = Night();
        var sums = AdvocacySums.Of(scored, decisions, TestBucket.Telco.Value.Advocacy);
        var said = JsonNode.Parse(Blocks[5])!.AsObject();
        var found = JsonNode.Parse(RecordJson.Write(AdvocacyFigures.Of(sums, run, Months)!))!.AsObject();
        foreach (var (row, answer) in said["newcomers"]!.AsArray().Zip(found["newcomers"]!.AsArray()))
            PageExample.AssertSays(row!.ToJsonString(), answer!.ToJsonString());
        said.Remove("newcomers");
        PageExample.AssertSays(said.ToJsonString(), found.ToJsonString());
    }

    [Fact]
    public void PartsAddUpToTheSameHoweverCustomersAreSplit()
    {
        var (scored, decisions, _) = Night();
        var whole = AdvocacySums.Of(scored, decisions, TestBucket.Telco.Value.Advocacy);
        var parts = decisions.Values.Chunk(3).Select(values => AdvocacySums.Of(
            scored, decisions with { Values = values }, TestBucket.Telco.Value.Advocacy));
        Assert.Equal(RecordJson.Write(whole!), RecordJson.Write(parts.Reverse().Aggregate(AdvocacySums.Add)!));
    }

    [Fact]
    public void ThePageNamesEveryFactOfAdvocacyAndEveryWordOnReferrers() => Assert.All(
        FactNames.Collect(new Dictionary<string, ColumnKind>(), TestBucket.Telco.Roles, []).Keys
            .Where(name => name.StartsWith("advocacy.", StringComparison.Ordinal))
            .Concat(Enum.GetValues<Referrer>().Select(EnumName.Of)),
        name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    [Fact]
    public void MarketersMayChooseAdvocatesOfAList()
    {
        Assert.All(
            ["advocacy.came", "advocacy.worth", "value.indirect"], field => Assert.Contains(field, TestBucket.Telco.ListFields));
        var (scored, decisions, _) = Night();
        var facts = new CustomerFacts(scored, TestBucket.Telco.Roles, decisions.Values, decisions.Risks);
        Assert.Equal([3, 0, 0, 1], facts[FactNames.AdvocacyCame].Numbers[..4].ToArray());
        Assert.Equal(390, facts[FactNames.AdvocacyWorth].Number(0));
        Assert.True(facts[FactNames.AdvocacyWorth].IsMissing(3));
        Assert.True(facts[FactNames.AdvocacyReferred].Flag(1));
        Assert.False(facts[FactNames.AdvocacyReferred].Flag(0));
    }

    private static (ScoredSnapshot Scored, Decisions Decisions, RunReferrals Run) Night()
    {
        var referrals = Rows.Where(cells => cells[3].Length > 0).Select(cells => new Referral(
            cells[0], Hash.OfCustomer(cells[0]), Hash.OfCustomer(cells[3]), AdvocacySums.IsNew(Number(cells[1]), Months),
            cells[2] == "active")).ToArray();
        var named = Rows.Select(cells => new NamedCustomer(cells[0], Hash.OfCustomer(cells[0]), cells[2] == "active")).ToArray();
        var values = Rows.Where(cells => cells[4].Length > 0).ToDictionary(cells => cells[0], cells => Number(cells[4]));
        var worth = RecordJson.Read<ReferralWorth>(Blocks[2]) with { AsOf = Before };
        var bucket = new TestBucket(Rows.Length).Text("status", [.. Rows.Select(cells => cells[2])])
            .Number("tenureMonths", [.. Rows.Select(cells => Number(cells[1]))]).Number("calls12m", 0)
            .Number("webSessions12m", 0);
        var scored = bucket.Scored() with
        {
            Referrals = new KnownReferrals(
                worth, ReferralGraph.Credit(referrals, named, values)
                    .ToDictionary(entry => entry.CustomerId, StringComparer.Ordinal)),
        };
        return (scored, Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts), new RunReferrals("referrals.0", worth));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
