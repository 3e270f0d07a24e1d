using System.Text;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Configuration;

/// <summary>What the serializer would take without a word, or end at, is a fault with its place.</summary>
public sealed class ConfigShapeTests
{
    private const string Calls = "\"measure\": \"contacts.call\", \"unitCost\": 6.5";

    [Theory]
    [InlineData("value.json", "\"unitCost\": 6.5", "\"unitCost\": 1e400", "$.costToServe[0].unitCost", "1e400 is too large")]
    [InlineData("value.json", "\"unitCost\": 6.5", "\"unitCost\": 1e30",
        "$.costToServe[0].unitCost", "at most 1,000,000,000,000")]
    [InlineData("value.json", "\"unitCost\": 6.5", "\"unitCost\": \"NaN\"", "$.costToServe[0].unitCost", "a number is expected")]
    [InlineData("value.json", "\"unitCost\": 6.5", "\"unitCost\": \"6.5\"", "$.costToServe[0].unitCost", "a number is expected")]
    [InlineData("value.json", "\"invoice\": 14", "\"invoice\": null", "$.costToServe[6].costs.invoice", "It is null")]
    [InlineData("value.json", "\"invoice\": 14", "\"invoice\": 14, \"invoice\": 15", "$.costToServe[6].costs.invoice", "twice")]
    [InlineData("value.json", "\"marginRate\": 0.88", "\"marginRate\": 0.88, \"MARGINRATE\": 0.9", "$.MARGINRATE", "twice")]
    [InlineData("value.json", "\"rankedBy\": \"current\"", "\"rankedBy\": 1", "$.rankedBy", "one of current, lifetime")]
    [InlineData("value.json", "\"rankedBy\": \"current\"", "\"rankedBy\": \"1\"", "$.rankedBy", "one of current, lifetime")]
    [InlineData("value.json", "\"rankedBy\": \"current\"", "\"rankedBy\": \"current, lifetime\"", "$.rankedBy", "one of current")]
    [InlineData("offers.json", "\"offers\": [\n", "\"offers\": [ null,\n", "$.offers[0]", "It is null")]
    [InlineData("offers.json", "\"channels\": [\"call\", \"sms\"]", "\"channels\": [\"call\", null]",
        "$.offers[7].channels[1]", "null")]
    [InlineData("offers.json", "\"leverWeights\": {", "\"leverWeights\": { \"3\": 1,", "$.leverWeights.3", "one of retention")]
    [InlineData("offers.json", "\"field\": \"arrears\", \"atMost\": 5", "\"field\": \"arrears\", \"is\": 1e400",
        "$.policy.suitability[0].must.is", "too large")]
    [InlineData("targets.json", "\"targets\": [", "\"targets\": [ null,", "$.targets[0]", "It is null")]
    [InlineData("sources/customers.json", "\"minimum\": 16", "\"minimum\": 1e400",
        "$.schema.fields[6].constraints.minimum", "large")]
    [InlineData("sources/customers.json", "\"primaryKey\": \"customerId\"", "\"primaryKey\": [\"customerId\", null]",
        "$.schema.primaryKey[1]", "It is null")]
    public void WhatIsNoValueIsAFault(string file, string was, string becomes, string path, string words) =>
        IsAFault(file, was, becomes, path, words);

    [Theory]
    [InlineData("value.json", Calls, "\"measure\": \"contacts.call\", \"unitCost\": -6.5",
        "$.costToServe[0].unitCost", "'credit'")]
    [InlineData("value.json", "\"invoice\": 14", "\"invoice\": -14", "$.costToServe[6].costs.invoice", "'credit'")]
    [InlineData("value.json", Calls, Calls + ", \"credit\": \"Why not.\"", "$.costToServe[0].credit", "No cost is below 0")]
    [InlineData("value.json", Calls, "\"measure\": \"contacts.call\"", "$.costToServe[0].unitCost", "Write a unitCost")]
    [InlineData("value.json", "\"costs\": { \"false\": 12 }", "\"costs\": {}", "$.costToServe[7].costs", "Write costs by value")]
    [InlineData("value.json", "\"worth\": 40", "\"worth\": -40", "$.advocacy.worth", "0 or more")]
    [InlineData("offers.json", "\"cost\": 8", "\"cost\": -8", "$.offers[4].cost", "0 or more")]
    [InlineData("offers.json", "\"email\": 0.", "\"email\": -0.", "$.contactCosts.email", "0 or more")]
    [InlineData("offers.json", "{risk.budget:0.00|}", "{risk.budget:D}",
        "$.offers[0].suitability[0].because", "formats no number")]
    [InlineData("reasons.json", "\"The contract ends {monthsToContractEnd/this month/in 1 month/in # months}.\"", "\" \"",
        "$.targets.churn.monthsToContractEnd.up", "The text is empty")]
    [InlineData("sources/customers.json", "\"is\": [\"active\"]", "\"is\": [\"activ\"]",
        "$.reap.active.is[0]", "is never in 'status'")]
    [InlineData("sources/customers.json", "\"field\": \"vulnerable\", \"is\": [\"true\"]",
        "\"field\": \"age\", \"is\": [\"old\"]",
        "$.reap.vulnerable.is[0]", "holds a number")]
    [InlineData("sources/customers.json", "\"arrears\": \"arrears\"", "\"arrears\": \"region\"",
        "$.reap.measures.arrears", "a text")]
    [InlineData("sources/customers.json", "\"source\": \"customers\"", "\"source\": \"people\"",
        "$.source", "Call this one people.json")]
    public void WhatMakesNoSenseIsAFault(string file, string was, string becomes, string path, string words) =>
        IsAFault(file, was, becomes, path, words);

    [Fact]
    public void ACostBelowZeroIsTakenWithItsReason()
    {
        var config = TestBucket.Config("", (name, json) => name == "value.json"
            ? json.Replace(Calls, "\"measure\": \"contacts.call\", \"unitCost\": -6.5, \"credit\": \"The line is a paid one.\"")
            : json);

        Assert.Equal(-13, new TestBucket().Decide(config).Values[0].CostBy.Single(line => line.Name == "calls").Value);
    }

    [Fact]
    public void AByteOrderMarkIsNoFaultAndOtherEncodingsAre()
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");
        files.Add("value.json", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(files["value.json"])]);
        Assert.NotNull(Portfolio.Read(files));

        files.Add("value.json", Encoding.Latin1.GetBytes("{ \"currency\": \"für\" }"));
        var fault = Assert.Throws<ConfigException>(() => Portfolio.Read(files));
        Assert.Equal(("value.json", true), (Assert.Single(fault.Faults).File, fault.Message.Contains("UTF-8")));
    }

    [Fact]
    public void FaultsOfSourcesDoNotHideThoseOfOtherFiles()
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) => name switch
        {
            "sources/customers.json" => json.Replace("\"type\": \"date\"", "\"type\": \"day\""),
            "targets.json" => json.Replace("\"kind\": \"churn\"", "\"kind\": 0"),
            "offers.json" => json.Replace("\"costlyAbove\"", "\"costlyOver\""),
            _ => json,
        }));

        Assert.Equal(
            ["offers.json", "sources/customers.json", "targets.json"],
            fault.Faults.Select(place => place.File).Distinct().Order(StringComparer.Ordinal));
    }

    private static void IsAFault(string file, string was, string becomes, string path, string words)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(file, was, becomes)));
        Assert.Contains(
            fault.Faults,
            place => (place.File, place.Path) == (file, path) && place.Message.Contains(words, StringComparison.Ordinal));
    }
}
