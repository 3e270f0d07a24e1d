using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Rules;

public class BoundConditionTests
{
    private static readonly TestBucket Bucket = new TestBucket(2)
        .Number("age", 30, double.NaN)
        .Text("region", "north", null)
        .Flag("eBilling", true, null)
        .Date("lastContactOn", new DateOnly(2026, 11, 11), null);

    [Theory]
    [InlineData("""{ "field": "age", "is": 30 }""", true, false)]
    [InlineData("""{ "field": "age", "in": [20, 30] }""", true, false)]
    [InlineData("""{ "field": "age", "atLeast": 30 }""", true, false)]
    [InlineData("""{ "field": "age", "moreThan": 30 }""", false, false)]
    [InlineData("""{ "field": "age", "atMost": 30 }""", true, false)]
    [InlineData("""{ "field": "age", "lessThan": 30 }""", false, false)]
    [InlineData("""{ "field": "age", "atLeast": 18, "lessThan": 31 }""", true, false)]
    [InlineData("""{ "field": "age", "missing": true }""", false, true)]
    [InlineData("""{ "field": "age", "missing": false }""", true, false)]
    [InlineData("""{ "not": { "field": "age", "atLeast": 18 } }""", false, true)]
    [InlineData("""{ "field": "region", "is": "north" }""", true, false)]
    [InlineData("""{ "field": "region", "in": ["south"] }""", false, false)]
    [InlineData("""{ "field": "eBilling", "is": true }""", true, false)]
    [InlineData("""{ "field": "eBilling", "is": false }""", false, false)]
    [InlineData("""{ "field": "lastContactOn", "withinDays": 10 }""", true, false)]
    [InlineData("""{ "field": "lastContactOn", "withinDays": 9 }""", false, false)]
    [InlineData("""{ "field": "lastContactOn", "olderThanDays": 9 }""", true, false)]
    [InlineData("""{ "field": "lastContactOn", "olderThanDays": 10 }""", false, false)]
    [InlineData("""{ "field": "lastContactOn", "before": "2026-11-12" }""", true, false)]
    [InlineData("""{ "field": "lastContactOn", "from": "2026-11-11" }""", true, false)]
    [InlineData("""{ "any": [ { "field": "age", "missing": true }, { "field": "region", "is": "north" } ] }""", true, true)]
    [InlineData("""{ "all": [ { "field": "age", "atLeast": 18 }, { "field": "region", "is": "south" } ] }""", false, false)]
    [InlineData("""{ "field": "customer.products", "is": 1 }""", true, true)]
    [InlineData("""{ "field": "propensity.tv", "atLeast": 0.05 }""", true, true)]
    [InlineData("""{ "field": "value.band", "in": ["high", "medium"] }""", true, true)]
    public void AMissingValueSatisfiesNothingButMissing(string json, bool known, bool missing)
    {
        var decisions = Bucket.Decide();
        var facts = new CustomerFacts(Bucket.Scored(), TestBucket.Telco.Roles, decisions.Values, decisions.Risks);
        var bound = BoundCondition.Bind(ConfigJson.Read<Condition>("test", json), facts, TestBucket.Run.Date);
        Assert.Equal((known, missing), (bound.Holds(0), bound.Holds(1)));
        for (var row = 0; row < 2; row++)
        {
            if (!bound.Holds(row))
                Assert.NotEmpty(bound.Why(row));
        }
    }

    [Fact]
    public void KindsOfFactsAreWhatTheirColumnsAre()
    {
        var decisions = Bucket.Decide();
        var facts = new CustomerFacts(Bucket.Scored(), TestBucket.Telco.Roles, decisions.Values, decisions.Risks);
        var fields = Bucket.Scored().Customers.Columns.ToDictionary(column => column.Name, column => column.Kind);
        foreach (var (name, kind) in FactNames.Collect(fields, TestBucket.Telco.Roles, TestBucket.Telco.Targets.Keys))
            Assert.Equal((name, kind), (name, facts[name].Kind));
    }
}
