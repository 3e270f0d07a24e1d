using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Rules;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

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
    public void ThePageNamesEveryFactOfCareAndEveryRuleThatIsShipped()
    {
        var facts = FactNames.Collect(new Dictionary<string, ColumnKind>(), TestBucket.Telco.Roles, [])
            .Keys.Where(name => name.StartsWith("care.", StringComparison.Ordinal));
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
