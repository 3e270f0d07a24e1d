using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Rules;

public class SatisfiableTests
{
    private const string Old = """{ "field": "age", "atLeast": 65 }""";
    private const string Young = """{ "field": "age", "lessThan": 30 }""";
    private const string North = """{ "field": "region", "in": ["north", "east"] }""";

    private static bool Possible(params string[] conditions) =>
        Satisfiable.Together(conditions.Select(json => ConfigJson.Read<Condition>("test", json)));

    [Theory]
    [InlineData(true, Old)]
    [InlineData(false, Old, Young)]
    [InlineData(true, $$"""{ "any": [{{Old}}, {{Young}}] }""", Young)]
    [InlineData(false, $$"""{ "any": [{{Old}}, {{Young}}] }""", """{ "field": "age", "atLeast": 30, "atMost": 60 }""")]
    [InlineData(true, $$"""{ "not": {{Old}} }""", """{ "field": "age", "missing": true }""")]
    [InlineData(false, $$"""{ "not": {{Old}} }""", """{ "field": "age", "atLeast": 70 }""")]
    [InlineData(true, $$"""{ "not": {{Old}} }""", """{ "field": "age", "atLeast": 60 }""")]
    [InlineData(false, $$"""{ "not": { "any": [{{Old}}, {{Young}}] } }""", """{ "field": "age", "in": [20, 70] }""")]
    [InlineData(
        false, $$"""{ "not": { "all": [{{Old}}, {{North}}] } }""", """{ "field": "age", "is": 70 }""",
        """{ "field": "region", "is": "north" }""")]
    [InlineData(false, North, """{ "not": { "field": "region", "in": ["east", "north", "west"] } }""")]
    [InlineData(true, North, """{ "not": { "field": "region", "is": "east" } }""")]
    [InlineData(false, """{ "field": "age", "moreThan": 30 }""", """{ "field": "age", "atMost": 30 }""")]
    [InlineData(false, """{ "not": { "field": "age", "missing": true } }""", """{ "field": "age", "missing": true }""")]
    [InlineData(
        true, """{ "history": { "withinDays": 9 }, "atLeast": 3 }""", """{ "history": { "withinDays": 9 }, "atMost": 1 }""")]
    [InlineData(
        true, """{ "field": "lastContactOn", "withinDays": 3 }""",
        """{ "not": { "field": "lastContactOn", "withinDays": 3 } }""")]
    public void OnlyWhatIsCertainlyImpossibleIsSaidToBe(bool possible, params string[] conditions) =>
        Assert.Equal(possible, Possible(conditions));

    [Fact]
    public void AgreesWithTryingEveryValueOfRandomConditions()
    {
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            Condition[] conditions = [.. Enumerable.Range(0, 3).Select(_ => Draw(random, 2))];
            var tried = Enumerable.Range(-1, 9)
                .Any(x => Enumerable.Range(-1, 9).Any(y => conditions.All(condition => Holds(condition, x, y))));
            Assert.True(!tried || Satisfiable.Together(conditions), "Somebody satisfies what is said to be impossible.");
            // Values between whole numbers may satisfy more: tried in halves.
            if (!tried
                && !Enumerable.Range(-1, 18).Any(
            x => Enumerable.Range(-1, 18).Any(y => conditions.All(condition => Holds(condition, x / 2.0 - 0.5, y / 2.0 - 0.5)))))
                Assert.False(Satisfiable.Together(conditions), "What nobody satisfies is said to be possible.");
        }
    }

    private static Condition Draw(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? Leaf(random)
        : random.Next(3) switch
        {
            0 => new Condition { All = [Draw(random, depth - 1), Draw(random, depth - 1)] },
            1 => new Condition { Any = [Draw(random, depth - 1), Draw(random, depth - 1)] },
            _ => new Condition { Not = Draw(random, depth - 1) },
        };

    private static Condition Leaf(Random random)
    {
        var field = random.Next(2) == 0 ? "x" : "y";
        double bound = random.Next(6);
        return random.Next(5) switch
        {
            0 => new Condition { Field = field, AtLeast = bound },
            1 => new Condition { Field = field, AtMost = bound },
            2 => new Condition { Field = field, MoreThan = bound },
            3 => new Condition { Field = field, LessThan = bound },
            _ => new Condition { Field = field, Missing = random.Next(2) == 0 },
        };
    }

    /// <summary>-1 stands for missing.</summary>
    private static bool Holds(Condition condition, double x, double y)
    {
        if (condition.All is { } all)
            return all.All(part => Holds(part, x, y));
        if (condition.Any is { } any)
            return any.Any(part => Holds(part, x, y));
        if (condition.Not is { } not)
            return !Holds(not, x, y);
        var value = condition.Field == "x" ? x : y;
        if (condition.Missing is { } missing)
            return missing == (value == -1);
        return value != -1 && !(value < condition.AtLeast) && !(value > condition.AtMost) && !(value <= condition.MoreThan)
            && !(value >= condition.LessThan);
    }

    [Fact]
    public void AnOfferThatNobodyCanGetIsAFaultThroughAnyNesting()
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.WithRule(
            """
            { "name": "odd", "because": "Odd.", "offers": ["moreData"],
              "must": { "not": { "any": [ { "field": "dataUsageGb", "atLeast": 10 }, { "field": "holds.mobile", "is": false } ] } } }
            """));
        Assert.Contains(fault.Faults, fault => fault.Message.StartsWith("Nobody can get 'moreData'", StringComparison.Ordinal));
    }

    [Fact]
    public void AStepUpGoesToLowerTiersOnly()
    {
        var config = TestBucket.Config("", (name, json) => name == "offers.json"
            ? json.Replace(
                "\"name\": \"moreData\",",
                "\"name\": \"moreData\", \"tier\": { \"field\": \"region\", \"ladder\": [\"north\", \"east\", \"west\"], "
                + "\"to\": \"east\" },", StringComparison.Ordinal)
            : json);
        var offers = new TestBucket(4).Number("dataUsageGb", 60).Text("region", "north", "east", "west", null)
            .Decide(config).Offers;
        Assert.Contains(offers[0].Offers, offer => offer.Name == "moreData");
        Assert.All(
            offers[1..], record => Assert.Equal("lowerTier", record.Removed.Single(removed => removed.Name == "moreData").Rule));
    }

    [Theory]
    [InlineData("age", "[\"a\", \"b\"]", "b", "field")]
    [InlineData("rank", "[\"a\", \"b\"]", "b", "field")]
    [InlineData("region", "[\"a\"]", "a", "ladder")]
    [InlineData("region", "[\"a\", \"b\"]", "a", "to")]
    [InlineData("region", "[\"a\", \"b\"]", "c", "to")]
    public void ATierThatCannotBeIsAFault(string field, string ladder, string to, string path)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) => name == "offers.json"
            ? json.Replace(
                "\"name\": \"moreData\",",
                $"\"name\": \"moreData\", \"tier\": {{ \"field\": \"{field}\", \"ladder\": {ladder}, \"to\": \"{to}\" }},",
                StringComparison.Ordinal)
            : json));
        Assert.Contains(fault.Faults, fault => fault.Path.EndsWith($".tier.{path}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("north", null)]
    [InlineData("east", "stop.deceased")]
    public void WhoIsMarkedByAStopOfTheContractIsSoldNothing(string region, string? stop)
    {
        var config = TestBucket.Telco with
        {
            Roles = TestBucket.Telco.Roles with
            {
                Stops = new Dictionary<string, ReapFunctions.Contracts.FieldIs>
                {
                    [
                "deceased"] = new("region", ["east"])
                }
            },
        };
        var bucket = new TestBucket().Text("region", region);
        var record = bucket.Decide(config).Offers[0];
        Assert.Equal(stop is null ? null : "deceased", record.Stop);
        Assert.Equal(stop is null, record.Offers.Count > 0);
        if (stop is not null)
            Assert.Contains(record.Removed, removed => removed.Rule == stop);
        Assert.Equal(
            stop is null,
            ReapFunctions.Lists.ListParts.Choose(bucket.Scored(), bucket.Decide(config), config, out _)["security"].Length > 0);
    }
}
