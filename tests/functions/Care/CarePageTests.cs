using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Leavers;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Tests.Care;

/// <summary>The example of docs/care.md is worked out as the page says.</summary>
public class CarePageTests
{
    private static readonly string Page = Repository.Read("docs", "care.md");
    private static readonly string[] Blocks = PageExample.BlocksOf(Page);

    [Fact]
    public async Task TheExampleIsWhatThePageSays()
    {
        var care = ConfigJson.Read<CareOptions>("care.json", Blocks[1]);
        var config = TestBucket.Telco with { Care = care };
        var bucket = new TestBucket(2).Cases(await CasesAsync(Blocks[0]));
        var (scored, decisions) = (bucket.Scored(), bucket.Decide(config));

        var row = Assert.Single(CauseTally.Of(scored, decisions, care), row => row.By == "total");
        PageExample.AssertSays(Blocks[2], RecordJson.Write(row));
        PageExample.AssertSays(Blocks[3], RecordJson.Write(decisions.Offers[0].Recovery!));
        Assert.Null(decisions.Offers[1].Recovery);
    }

    [Fact]
    public void TheRowsOfLeaversAreWhatThePageSays()
    {
        var leaving = JsonNode.Parse(Blocks[4])!["leaving"]!.ToJsonString();
        var care = TestBucket.Telco.Care! with { Leaving = ConfigJson.Read<LeavingOptions>("care.json", leaving) };
        var bucket = new TestBucket(4).Text("status", "left").Number("revenue12m", 600, 700, 800, 900).Number("calls12m", 0)
            .Number("webSessions12m", 0);
        var told = Blocks[5].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')).Select(cells =>
            new LeavingReason(cells[0], DateOnly.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], null, null));
        var scored = bucket.Scored() with { Leaving = [.. told] };
        var rows = LeaverTally.Of(scored, Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts), care.Leaving)
            .Where(row => row.By == "total").ToArray();

        var said = JsonNode.Parse(Blocks[6])!.AsArray();
        Assert.Equal(said.Count, rows.Length);
        Assert.All(said.Zip(rows), pair => PageExample.AssertSays(pair.First!.ToJsonString(), RecordJson.Write(pair.Second)));
    }

    [Fact]
    public void TheSleeperIsWhatThePageSays()
    {
        var values = new TestBucket().Number("contactDays", 12).Date("firstContactOn", new DateOnly(2026, 6, 24))
            .Date("latestContactOn", new DateOnly(2026, 9, 2))
            .Decide(null, TestBucket.Cuts with { Rhythm = new RhythmFit(1.5, 20) }).Values;

        PageExample.AssertSays(Blocks[7], RecordJson.Write(values[0].Rhythm!));
    }

    [Fact]
    public void ThePageNamesEveryFactOfCareAndEveryRuleThatIsShipped()
    {
        var facts = FactNames.Collect(new Dictionary<string, ColumnKind>(), TestBucket.Telco.Roles, [])
            .Keys.Where(name => name.StartsWith("care.", StringComparison.Ordinal)
                || name.StartsWith("rhythm.", StringComparison.Ordinal));
        Assert.All(
            facts.Concat(TestBucket.Telco.Care!.Recovery.Select(rule => rule.Name)),
            name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<CustomerCase>> CasesAsync(string csv)
    {
        var contract = Contract.Read(
            "complaints.json",
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "config", "sources", "complaints.json")));
        var rows = new CaseRows(contract, TestBucket.Run.Date);
        rows.Add(await SnapshotReader.ReadDetailsAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), contract, default));
        return rows.All;
    }
}
