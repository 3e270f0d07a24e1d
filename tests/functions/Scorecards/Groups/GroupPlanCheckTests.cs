using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>What may be wrong in a plan by group: each a fault with its place, and what to do.</summary>
public class GroupPlanCheckTests
{
    private const string Plan = """
        {
          "budget": 1000, "lowValue": ["low", "negative"],
          "groups": [
            { "name": "firms", "segments": ["business"], "bands": ["high", "medium"], "lever": "retention", "budget": 600,
              "owner": "Business desk", "goal": { "figure": "valueRetention", "atLeast": 0.95, "by": "2027-03-31" } },
            { "name": "best", "bands": ["high"], "lever": "penetration", "budget": 300, "owner": "Consumer sales",
              "goal": { "figure": "productsPerCustomer", "atLeast": 2.1 }, "leverWeights": { "penetration": 20 } },
            { "name": "low", "bands": ["low"], "owner": "Service", "lowValue": "leaveAlone" },
            { "name": "negative", "bands": ["negative"], "lever": "efficiency", "budget": 100, "owner": "Service",
              "goal": { "figure": "costToServePerCustomer", "atMost": 3.2 }, "lowValue": "cheaper" }
          ]
        }
        """;

    private static Portfolio Read(string plan, Func<string, string, string>? change = null, string portfolio = "") =>
        TestBucket.Portfolio(portfolio, (name, json) => name == "scorecard.json"
            ? $"{{ \"groupPlan\": {plan} }}"
            : change?.Invoke(name, json) ?? json);

    [Fact]
    public void APlanWithoutAFaultIsRead()
    {
        var plan = Read(Plan).Decisions.GroupPlan!;
        Assert.Equal(["firms", "best", "low", "negative", "(others)"], plan.Names);
        Assert.Equal(new DateOnly(2027, 3, 31), plan.Groups[0].Goal!.By);
    }

    [Theory]
    [InlineData("[\"business\"]", "[\"busines\"]", "groups[0].segments",
        "Nobody is in such a group: 'busines' is never in 'segment'")]
    [InlineData("\"high\", \"medium\"", "\"highest\"", "groups[0].bands[0]", "one of high, medium, low, negative")]
    [InlineData("\"retention\"", "\"loyalty\"", "groups[0].lever", "one of retention, efficiency, acquisition, penetration")]
    [InlineData("\"lever\": \"retention\", ", "", "groups[0].lever", "No lever leads. Name one of retention")]
    [InlineData("\"budget\": 600", "\"budget\": 601", "budget", "come to 1001, more than the plan's 1000")]
    [InlineData("\"budget\": 600", "\"budget\": -1", "groups[0].budget", "Write 0 or more")]
    [InlineData("\"budget\": 1000", "\"budget\": -1000", "budget", "Write 0 or more")]
    [InlineData("\"budget\": 1000, ", "", "budget", "The member is missing")]
    [InlineData("\"budget\": 1000", "\"period\": \"week\", \"budget\": 1000", "period", "one of month, quarter, year")]
    [InlineData("\"Business desk\"", "\"ada@example.com\"", "groups[0].owner", "Name the team")]
    [InlineData("\"Business desk\"", "\" \"", "groups[0].owner", "Name the team")]
    [InlineData("\"Business desk\"", "\"Busines desk\"", "groups[0].owner",
        "There is no team 'Busines desk'. Use one of: Business desk, Consumer sales, Key customer desk, Service.")]
    [InlineData("\"owner\": \"Business desk\", ", "", "groups[0].owner", "The member is missing")]
    [InlineData("valueRetention", "retentionRate", "groups[0].goal.figure", "There is no figure 'retentionRate'. Use one of: ")]
    [InlineData("valueRetention", "costToServeShare", "groups[0].goal.figure", "tells of efficiency, and retention leads")]
    [InlineData("\"atLeast\": 0.95, ", "", "groups[0].goal", "atLeast or atMost")]
    [InlineData("\"atLeast\": 0.95", "\"atLeast\": 0.95, \"atMost\": 1", "groups[0].goal", "atLeast or atMost")]
    [InlineData("\"atLeast\": 0.95", "\"atMost\": 0.95", "groups[0].goal", "more is better: write the least")]
    [InlineData("\"atLeast\": 0.95", "\"atLeast\": 95", "groups[0].goal.atLeast", "is a share: write 0 to 1")]
    [InlineData("\"atMost\": 3.2", "\"atLeast\": 3.2", "groups[3].goal", "less is better: write the most")]
    [InlineData("2027-03-31", "March", "groups[0].goal.by", "a date such as 2026-11-22")]
    [InlineData(", \"goal\": { \"figure\": \"valueRetention\", \"atLeast\": 0.95, \"by\": \"2027-03-31\" }", "",
        "groups[0].goal", "There is no goal")]
    [InlineData("\"name\": \"best\"", "\"name\": \"firms\"", "groups", "Two groups are called 'firms'. A group has one goal")]
    [InlineData("\"segments\": [\"business\"], \"bands\": [\"high\", \"medium\"]", "\"bands\": [\"high\", \"medium\"]",
        "groups[1]", "Nobody is left for 'best': groups before it have all its customers, and one group has one goal")]
    [InlineData("\"name\": \"best\"", "\"name\": \"(others)\"", "groups[1].name", "cannot be a name")]
    [InlineData("\"name\": \"best\"", "\"name\": \"lost\"", "groups[1].name", "cannot be a name")]
    [InlineData("\"penetration\": 20", "\"upselling\": 20", "groups[1].leverWeights.upselling", "one of retention, efficiency")]
    [InlineData("\"penetration\": 20", "\"penetration\": -100", "groups[1].leverWeights.penetration", "above -100")]
    [InlineData("\"lowValue\": \"leaveAlone\"", "\"lowValue\": \"ignore\"", "groups[2].lowValue",
        "one of raise, cheaper, leaveAlone")]
    [InlineData("\"lowValue\": \"leaveAlone\"", "\"lowValue\": \"leaveAlone\", \"budget\": 5", "groups[2].lowValue",
        "Nothing is done for who is left alone")]
    [InlineData(", \"lowValue\": \"leaveAlone\"",
        ", \"lever\": \"penetration\", \"goal\": { \"figure\": \"offerShare\", \"atLeast\": 1 }", "groups[2].lowValue",
        "'low' is of low value. Say what is planned")]
    [InlineData("\"lever\": \"efficiency\"", "\"lever\": \"retention\"", "groups[3].lever", "efficiency leads to that")]
    [InlineData("\"bands\": [\"low\"]", "\"bands\": [\"low\", \"medium\"]", "groups[2].bands",
        "low value and others (medium, low)")]
    [InlineData("\"bands\": [\"low\"]", "\"bands\": [\"low\"], \"segments\": [\"family\"]", "lowValue",
        "Customers of band low are in no group")]
    [InlineData("[\"low\", \"negative\"]", "[\"low\"]", "groups[3].lowValue", "are not among those of groupPlan.lowValue")]
    [InlineData("\"low\", \"negative\"", "\"low\", \"poor\"", "lowValue[1]", "one of high, medium, low, negative")]
    public void AFaultSaysWhereItIsAndWhatToDo(string was, string now, string path, string message)
    {
        var plan = Plan.ReplaceLineEndings("\n").Replace(",\n      \"", ", \"", StringComparison.Ordinal);

        var faults = Assert.Throws<ConfigException>(() => Read(TestBucket.Edited(plan, was, now))).Faults;

        Assert.Contains(
            faults, fault => fault.File == "scorecard.json" && fault.Path == $"$.groupPlan.{path}"
                && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void WhereNobodyLooksAfterCustomersNobodyAnswersForThem()
    {
        var plan = Plan.Replace("[\"business\"]", "[\"family\"]", StringComparison.Ordinal);
        var faults = Assert.Throws<ConfigException>(() => Read(plan, portfolio: "retail")).Faults
            .Where(fault => fault.Path.EndsWith("owner", StringComparison.Ordinal)).ToArray();

        Assert.Equal(4, faults.Length);
        Assert.Contains("There is no team 'Business desk': offers.json names none.", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllFaultsComeAtOnce()
    {
        var plan = Plan.Replace("business", "firm", StringComparison.Ordinal).Replace("600", "900", StringComparison.Ordinal)
            .Replace("Consumer sales", "", StringComparison.Ordinal);
        Assert.Equal(
            ["$.groupPlan.budget", "$.groupPlan.groups[0].segments", "$.groupPlan.groups[1].owner"],
            Assert.Throws<ConfigException>(() => Read(plan)).Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AWeightThatWouldTurnTheRankingRoundNamesTheOffer()
    {
        var fault = Assert.Throws<ConfigException>(() => Read(
            Plan.Replace("\"penetration\": 20", "\"penetration\": -60", StringComparison.Ordinal),
            (name, json) => name == "offers.json"
                ? json.Replace("\"name\": \"tv\",", "\"name\": \"tv\", \"weight\": -50,", StringComparison.Ordinal)
                : json)).Faults.Single();
        Assert.Contains("weight of offer 'tv'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoColumnIsTheSegmentGroupsHaveBandsAlone()
    {
        string WithoutSegment(string name, string json) =>
            name == "sources/customers.json" ? json.Replace("\"segment\": \"segment\",", "", StringComparison.Ordinal) : json;
        var fault = Assert.Throws<ConfigException>(() => Read(Plan, WithoutSegment)).Faults.Single();
        Assert.Contains("No column says of which segment", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(Read(
            Plan.Replace("\"segments\": [\"business\"], ", "", StringComparison.Ordinal)
                .Replace("\"high\", \"medium\"", "\"medium\"", StringComparison.Ordinal), WithoutSegment));
    }

    [Fact]
    public void ASegmentThatThePlanNamesDecides()
    {
        var bands = Plan.Replace("\"segments\": [\"business\"], ", "", StringComparison.Ordinal)
            .Replace("\"high\", \"medium\"", "\"medium\"", StringComparison.Ordinal);
        int Deciding(string plan) => Read(plan).Decisions.Fields.Count(field => field == "segment");
        Assert.Equal(Deciding(bands) + 1, Deciding(Plan));
    }

    [Theory]
    [InlineData("telco")]
    [InlineData("retail")]
    public void APortfolioWithoutAPlanHasNone(string portfolio) =>
        Assert.Null(TestBucket.Portfolio(portfolio).Decisions.GroupPlan);
}
