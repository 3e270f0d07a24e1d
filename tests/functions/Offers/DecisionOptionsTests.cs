using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Offers;

public class DecisionOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("portfolios/telco")]
    public void ShippedPortfoliosAreWithoutFault(string portfolio)
    {
        var config = TestBucket.Config(portfolio);
        Assert.True(config.Offering.Offers.Count >= 8);
        Assert.Equal(4, config.Offering.Offers.Select(offer => offer.Lever).Distinct().Count());
    }

    [Theory]
    [InlineData("\"name\": \"medium\"", "\"name\": \"unknown\"", "$.bands[1].name")]
    [InlineData("\"lapsed\": \"lapsed\"", "\"lapsed\": \"unknown\"", "$.lapsed")]
    public void NoBandIsCalledLikeThatOfAnUnknownRisk(string text, string instead, string path)
    {
        var fault = Assert.Throws<ConfigException>(
            () => TestBucket.Config("", (name, json) => name == "risk.json" ? json.Replace(text, instead) : json));
        // Who names the band that is gone has a fault of their own.
        Assert.Equal(path, Assert.Single(fault.Faults, found => found.File == "risk.json").Path);
    }

    [Theory]
    [InlineData("customer.vulnerable")]
    [InlineData("consent.call")]
    [InlineData("holds.tv")]
    [InlineData("propensity.churn")]
    [InlineData("value.current")]
    public void AColumnTakesNoFactsPlace(string column)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) => name == "sources/customers.json"
            ? json.Replace("\"fields\": [", $"\"fields\": [ {{ \"name\": \"{column}\" }},")
            : json));

        Assert.Equal("sources/", Assert.Single(fault.Faults).File);
        Assert.StartsWith($"A column is called '{column}', and so is a fact", fault.Faults[0].Message);
    }

    [Fact]
    public void FaultsOfAllFilesAreReportedAtOnceWithTheirPaths()
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", (name, json) => name switch
        {
            "value.json" => json.Replace("\"contacts.call\"", "\"contacts.phone\""),
            "risk.json" => json.Replace("0.08", "0.5"),
            "offers.json" => json.Replace("\"product\": \"tv\"", "\"product\": \"telly\""),
            "reasons.json" => json.Replace("{monthsToContractEnd/", "{monthsLeft/"),
            "scorecard.json" => json.Replace("offerShare", "offersShare"),
            _ => json,
        }));
        Assert.Contains(fault.Faults, fault => fault is { File: "value.json", Path: "$.costToServe[0].measure" });
        Assert.Contains(fault.Faults, fault => fault is { File: "risk.json", Path: "$.bands[1].from" });
        Assert.Contains(
            fault.Faults, fault =>
            fault.File == "offers.json" && fault.Path.EndsWith(".product") && fault.Message.Contains("'telly'"));
        Assert.Contains(fault.Faults, fault => fault is { File: "reasons.json", Path: "$.targets.churn.monthsToContractEnd.up" });
        Assert.Contains(fault.Faults, fault => fault is { File: "scorecard.json", Path: "$.goals.offersShare" });
    }

    [Theory]
    [InlineData(
        "\"field\": \"arrears\", \"atMost\": 5", "\"field\": \"arears\", \"atMost\": 5", "$.policy.suitability[0].must.field",
        "no fact 'arears'")]
    [InlineData(
        "\"field\": \"arrears\", \"atMost\": 5", "\"field\": \"arrears\", \"is\": \"low\"", "$.policy.suitability[0].must",
        "no value of 'arrears'")]
    [InlineData(
        "\"field\": \"arrears\", \"atMost\": 5", "\"field\": \"arrears\"", "$.policy.suitability[0].must",
        "what the field is compared with")]
    [InlineData(
        "\"field\": \"contractType\", \"is\": \"monthly\"", "\"field\": \"contractType\", \"atMost\": 3",
        "$.offers[0].applicability[1].must", "is no number")]
    [InlineData("{risk.budget:0.00|}", "{risk.budgett:0.00|}", "$.offers[0].suitability[0].because", "no field 'risk.budgett'")]
    [InlineData("{risk.budget:0.00|} EUR.", "{risk.budget", "$.offers[0].suitability[0].because", "not closed")]
    [InlineData("\"target\": \"tv\"", "\"target\": \"security\"", "$.offers[4].target", "predicts 'security'")]
    [InlineData("\"name\": \"planCheck\"", "\"name\": \"stayAnnual\"", "$.offers", "Two offers are called")]
    [InlineData("\"validDays\": 7", "\"validDays\": 2000000000", "$.offers[13].validDays", "0 to 36500")]
    [InlineData("\"declinedDays\": 90", "\"declinedDays\": 2000000000", "$.prompts.declinedDays", "0 to 36500")]
    [InlineData("\"pauseDays\": 60", "\"pauseDays\": 2000000000", "$.contactLimits[3].pauseDays", "1 to 36500")]
    [InlineData("\"share\": 0.1", "\"share\": 0.7", "$.control.share", "0 to 0.5")]
    [InlineData(
        "\"channels\": [\"call\", \"sms\"]", "\"channels\": [\"call\", \"fax\"]", "$.offers[7].channels", "no channel 'fax'")]
    [InlineData(
        "{ \"field\": \"monthsToContractEnd\", \"atMost\": 3 }, \"because\"",
        "{ \"all\": [ { \"field\": \"age\", \"atMost\": 17 }, { \"field\": \"age\", \"atLeast\": 18 } ] }, \"because\"",
        "$.offers[1]", "exclude each other")]
    [InlineData(
        "\"field\": \"holds.broadband\", \"is\": true", "\"field\": \"holds.tv\", \"is\": true", "$.offers[4]",
        "exclude each other")]
    [InlineData(
        "\"name\": \"goodService\",\n      \"kind\": \"service\"", "\"name\": \"goodService\",\n      \"kind\": \"recovery\"",
        "$.offers", "always be an answer")]
    public void AFaultNamesItsPlaceAndWhatIsWrong(string was, string becomes, string path, string words)
    {
        var fault = Assert.Throws<ConfigException>(() =>
            TestBucket.Config("", TestBucket.Edit("offers.json", was, becomes)));
        Assert.Contains(fault.Faults, fault => fault.Path == path && fault.Message.Contains(words));
    }

    [Fact]
    public void AMemberThatNobodyKnowsIsAFault()
    {
        var fault = Assert.Throws<ConfigException>(() =>
            TestBucket.Config("", (name, json) => name == "offers.json"
                ? json.Replace("\"costlyAbove\": 20", "\"costlyOver\": 20")
                : json));
        Assert.Contains(fault.Faults, fault => fault.File == "offers.json" && fault.ToString().Contains("costlyOver"));
    }
}
