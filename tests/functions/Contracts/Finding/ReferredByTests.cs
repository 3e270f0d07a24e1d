using ReapFunctions.Storage;
using ReapFunctions.Tests.Extracts;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Contracts.Finding;

/// <summary>What a portfolio may have wrong about who referred its customers.</summary>
public class ReferredByTests
{
    private const string Fields = SmallExtract.Fields + """, { "name": "by" }, { "name": "months", "type": "integer" }""";

    [Theory]
    [InlineData("\"referredBy\": \"by\", \"tenureMonths\": \"months\"", "under personal too")]
    [InlineData("\"referredBy\": \"by\", \"personal\": [\"by\"]", "Name tenureMonths or acquiredOn")]
    [InlineData("\"referredBy\": \"whom\", \"tenureMonths\": \"months\"", "not among the schema's fields")]
    [InlineData("\"referredBy\": \"id\", \"tenureMonths\": \"months\"", "the customer's own id")]
    [InlineData("\"referredBy\": \"age\", \"personal\": [\"age\"], \"tenureMonths\": \"months\"", "the type of 'id'")]
    [InlineData(
        "\"referredBy\": \"by\", \"personal\": [\"by\"], \"findBy\": { \"by\": { \"kind\": \"email\" } }",
        "from findBy")]
    public void AContractWhoseCustomersCannotSayWhoReferredThemIsAFault(string reap, string words)
    {
        var fault = Assert.Throws<ConfigException>(() => SmallExtract.With(Fields, $", {reap}"));
        Assert.Contains(fault.Faults, found =>
            found.Path == "$.reap.referredBy" && found.Message.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("value.json", "\"worth\": 40, \"months\": 12", "\"worth\": 40, \"measure\": \"referrals\"", "Remove the measure")]
    [InlineData("value.json", "\"worth\": 40, \"months\": 12", "\"worth\": 40, \"months\": 0", "1 to 120 months")]
    [InlineData("value.json", "\"advocacy\": { \"worth\": 40, \"months\": 12 },", "", "reap.referredBy")]
    [InlineData("sources/customers.json", "\"referredBy\": \"referredBy\",", "", "no reap.referredBy")]
    [InlineData("sources/customers.json", "\"referredBy\": \"referredBy\",", "", "Name the measure")]
    public void WhatDoesNotFitTheContractIsAFault(string file, string was, string becomes, string words)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(file, was, becomes)));
        Assert.Contains(fault.Faults, found => found.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void WhoReferredACustomerIsNoFactAndNoFeature()
    {
        var portfolio = TestBucket.Portfolio("");
        Assert.Equal("referredBy", portfolio.Customers.Roles.ReferredBy);
        Assert.DoesNotContain("referredBy", portfolio.Decisions.Facts.Keys);
        Assert.DoesNotContain("referredBy", portfolio.Customers.CleanFields.Select(field => field.Name));
    }

    [Fact]
    public void APortfolioWhoseCustomersDoNotSayHasNoFactsOfAdvocacyAndCountsItsMeasure()
    {
        var retail = TestBucket.Config("retail");
        Assert.DoesNotContain(retail.Facts.Keys, name => name.StartsWith("advocacy.", StringComparison.Ordinal));
        var config = TestBucket.Telco with
        {
            Value = TestBucket.Telco.Value with { Advocacy = new() { Measure = "referrals", Worth = 40 } },
        };
        var record = new TestBucket().Number("referrals12m", 2).Decide(config).Values[0];
        Assert.Equal((80, null), (record.Indirect, record.Advocacy));
    }
}
