using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
public partial class CarePageTests
{
    private static readonly string Page = Repository.Read("docs", "care.md");

    [Fact]
    public async Task TheExampleIsWhatThePageSays()
    {
        var json = Block().Matches(Page).Select(block => block.Groups[2].Value).ToArray();
        var care = ConfigJson.Read<CareOptions>("care.json", json[1]);
        var config = TestBucket.Telco with { Care = care };
        var bucket = new TestBucket(2).Cases(await CasesAsync(json[0]));
        var (scored, decisions) = (bucket.Scored(), bucket.Decide(config));

        var row = Assert.Single(CauseTally.Of(scored, decisions, care), row => row.By == "total");
        AssertSays(json[2], RecordJson.Write(row));
        AssertSays(json[3], RecordJson.Write(decisions.Offers[0].Recovery!));
        Assert.Null(decisions.Offers[1].Recovery);
    }

    [Fact]
    public void TheRowsOfLeaversAreWhatThePageSays()
    {
        var blocks = Block().Matches(Page).Select(block => block.Groups[2].Value).ToArray();
        var leaving = JsonNode.Parse(blocks[4])!["leaving"]!.ToJsonString();
        var care = TestBucket.Telco.Care! with { Leaving = ConfigJson.Read<LeavingOptions>("care.json", leaving) };
        var bucket = new TestBucket(4).Text("status", "left").Number("revenue12m", 600, 700, 800, 900).Number("calls12m", 0)
            .Number("webSessions12m", 0);
        var told = blocks[5].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')).Select(cells =>
            new LeavingReason(cells[0], DateOnly.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], null, null));
        var scored = bucket.Scored() with { Leaving = [.. told] };
        var rows = LeaverTally.Of(scored, Decisions.Make(scored, TestBucket.Telco, TestBucket.Cuts), care.Leaving)
            .Where(row => row.By == "total").ToArray();

        var said = JsonNode.Parse(blocks[6])!.AsArray();
        Assert.Equal(said.Count, rows.Length);
        Assert.All(said.Zip(rows), pair => AssertSays(pair.First!.ToJsonString(), RecordJson.Write(pair.Second)));
    }

    [Fact]
    public void TheSleeperIsWhatThePageSays()
    {
        var blocks = Block().Matches(Page).Select(block => block.Groups[2].Value).ToArray();
        var values = new TestBucket().Number("contactDays", 12).Date("firstContactOn", new DateOnly(2026, 6, 24))
            .Date("latestContactOn", new DateOnly(2026, 9, 2))
            .Decide(null, TestBucket.Cuts with { Rhythm = new RhythmFit(1.5, 20) }).Values;

        AssertSays(blocks[7], RecordJson.Write(values[0].Rhythm!));
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

    /// <summary>Every member that the page writes is in the answer, with that value.</summary>
    private static void AssertSays(string page, string answer)
    {
        var found = JsonNode.Parse(answer)!.AsObject();
        Assert.All(
            JsonNode.Parse(page)!.AsObject(),
            member => Assert.Equal(member.Value!.ToJsonString(), found[member.Key]?.ToJsonString()));
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

    [GeneratedRegex("```(csv|json)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
