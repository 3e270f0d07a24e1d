using System.Globalization;
using System.Text.Json.Nodes;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>The example of docs/groups.md is worked out as the page says.</summary>
public class GroupsPageTests
{
    private static readonly string Page = Repository.Read("docs", "groups.md");

    private static readonly string[] Blocks = PageExample.BlocksOf(Page);

    [Fact]
    public void TheExampleIsWhatThePageSays()
    {
        var plan = ConfigJson.Read<GroupPlanOptions>("groupPlan", Blocks[1]);
        var rows = Blocks[0].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')).ToArray();
        var before = new PlantedNight(
            PlantedNight.First, plan, [.. rows.Where(cells => cells[2] != "").Select(cells => Customer(cells, cells[2..6]))]);
        var now = new PlantedNight(PlantedNight.Second, plan, [.. rows.Select(cells => Customer(cells, cells[6..10]))]);

        var scorecard = now.Scorecard();
        var movement = GroupMovement.Between(before.Scorecard(), scorecard, before.To(now).GroupFlows)!;

        AssertSays(JsonNode.Parse(Blocks[2])!.AsArray(), scorecard.GroupPlan!.Groups);
        AssertSays(JsonNode.Parse(Blocks[3])!.AsArray(), movement.Groups);
        AssertSays([JsonNode.Parse(Blocks[4])], [movement.LowValue]);
        Assert.Equal("keep", movement.MovedMost);
        Assert.Equal(-88, movement.Groups.Sum(group => group.Own));
    }

    [Fact]
    public void WhoAnswersForItsGroupsIsATeamOfTheShippedPortfolio() => Assert.All(
        ConfigJson.Read<GroupPlanOptions>("groupPlan", Blocks[1]).Groups,
        group => Assert.Contains(group.Owner, TestBucket.Telco.Offering.Teams));

    [Fact]
    public void ThePageNamesEveryFigureThatIsNoMeasureAndEveryStatus() =>
        Assert.All(
            GroupFigures.Names.Where(name => name.EndsWith("PerCustomer", StringComparison.Ordinal))
                .Except(["productsPerCustomer"])
                .Concat(Enum.GetValues<GoalStatus>().Select(EnumName.Of)),
            name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    private static Planted Customer(string[] cells, string[] night) => new(
        cells[0], cells[1] == "" ? null : cells[1], Enum.Parse<ValueBand>(night[0], ignoreCase: true),
        double.Parse(night[2], CultureInfo.InvariantCulture), double.Parse(night[3], CultureInfo.InvariantCulture),
        night[1] == "true");

    /// <summary>Every member that the page writes is in the answer, with that value.</summary>
    private static void AssertSays<T>(JsonArray page, IReadOnlyList<T> answers)
    {
        Assert.Equal(page.Count, answers.Count);
        Assert.All(page.Zip(answers), pair =>
        {
            var found = JsonNode.Parse(RecordJson.Write(pair.Second))!.AsObject();
            Assert.All(pair.First!.AsObject(), member => Assert.Equal(Text(member.Value!), Text(found[member.Key]!)));
        });
    }

    /// <summary>A number without the zeros that a decimal keeps behind its point.</summary>
    private static string Text(JsonNode node) => node.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? node.GetValue<double>().ToString(CultureInfo.InvariantCulture)
        : node.ToJsonString();
}
