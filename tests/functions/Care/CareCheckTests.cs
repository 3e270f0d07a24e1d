using ReapFunctions.Care;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Care;

/// <summary>What may be wrong in care.json and in what sources say of cases: each a fault with its place.</summary>
public class CareCheckTests
{
    /// <summary>What the catalogue cannot say because of a fault of its own is no fault of care.json.</summary>
    [Theory]
    [InlineData("\"kind\": \"recovery\"", "\"kind\": \"recover\"")]
    [InlineData("\"most\": 3", "\"most\": \"three\"")]
    public void AFaultOfTheOffersIsToldOnceAndNotByEachRuleOfRecovery(string was, string becomes)
    {
        var faults = Assert.Throws<ConfigException>(
            () => TestBucket.Config("", TestBucket.Edit("offers.json", was, becomes))).Faults;

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Equal("offers.json", fault.File));
    }

    [Theory]
    [InlineData("care.json", "\"promisedDays\": 2 }", "\"promisedDays\": 0 }",
        "$.causes.outage.promisedDays", "no standard")]
    [InlineData("care.json", ", \"promisedDays\": 2 }", " }", "$.causes.outage.promisedDays", "no standard")]
    [InlineData("care.json", "\"outage\":", "\"power\":", "$.causes", "'complaints' knows the cause 'outage'")]
    [InlineData("care.json", "\"outage\":", "\"unknown\":", "$.causes.unknown", "not 'unknown'")]
    [InlineData("care.json", "\"region\": \"region\"", "\"region\": \"land\"",
        "$.region", "There is no column of customers 'land'")]
    [InlineData("care.json", "\"falseAlarms\": 0.01", "\"falseAlarms\": 0.5", "$.alarm.falseAlarms", "at most 0.1")]
    [InlineData("care.json", "\"baselineDays\": 56", "\"baselineDays\": 90",
        "$.reap.detail.cases.days", "looks back 97 days")]
    [InlineData("care.json", "\"name\": \"severe\"", "\"name\": \"overdue\"",
        "$.recovery", "Two rules are called 'overdue'")]
    [InlineData("care.json", "\"offer\": \"putRight\"", "\"offer\": \"tv\"",
        "$.recovery[0].offer", "offer of kind recovery 'tv'")]
    [InlineData("care.json", "\"field\": \"care.overdueDays\"", "\"field\": \"care.budget\"",
        "$.recovery[0].when", "what the rules decide")]
    [InlineData("care.json", "\"field\": \"care.overdueDays\"", "\"field\": \"care.days\"",
        "$.recovery[0].when.field", "care.days")]
    [InlineData("care.json", "\"field\": \"risk.band\", \"is\": \"high\"", "\"field\": \"risk.band\", \"is\": \"hihg\"",
        "$.recovery[4].when.all[1]", "no value of 'risk.band' 'hihg'. Use one of: high, lapsed, low, medium, unknown.")]
    [InlineData("care.json", "\"field\": \"care.struck\", \"missing\": false", "\"field\": \"care.struck\", \"is\": \"sped\"",
        "$.recovery[6].when", "no value of 'care.struck' 'sped'")]
    [InlineData("offers.json", "\"field\": \"segment\", \"is\": \"business\"", "\"field\": \"segment\", \"is\": \"busines\"",
        "$.routes[1].when", "Use one of: business, consumer, family, senior, student.")]
    [InlineData("offers.json", "\"field\": \"value.band\", \"is\": \"high\"", "\"field\": \"value.band\", \"in\": [\"hi\"]",
        "$.routes[0].when", "no value of 'value.band' 'hi'")]
    [InlineData("care.json", "\"followUpDays\": 2", "\"followUpDays\": 0", "$.recovery[0].followUpDays", "1 to 365 days")]
    [InlineData("care.json", "\"price\": \"Found", "\"notTold\": \"Found", "$.leaving.reasons.notTold", "not 'notTold'")]
    [InlineData("care.json", "\"Another reason\"", "\" \"", "$.leaving.reasons.other", "The title is empty")]
    [InlineData("care.json", "\"explains\": \"churn\"", "\"explains\": \"tv\"", "$.leaving.explains",
        "target of kind churn 'tv'")]
    [InlineData("care.json", "\"least\": 20", "\"least\": 2", "$.leaving.least", "5 or more")]
    [InlineData("care.json", "\"days\": 365", "\"days\": 0", "$.leaving.days", "1 to 730 days")]
    [InlineData("value.json", "\"asleepBelow\": 0.005", "\"asleepBelow\": 1", "$.rhythm.asleepBelow", "below 1")]
    [InlineData("value.json", "\"least\": 4", "\"least\": 2", "$.rhythm.least", "Two make no rhythm")]
    [InlineData("value.json", "\"days\": \"contactDays\", ", "", "$.rhythm.days", "Nothing tells of a rhythm")]
    [InlineData("value.json", "\"contactDays\"", "\"visits\"", "$.rhythm.days", "no column of customers 'visits'")]
    [InlineData("value.json", "\"first\": \"firstContactOn\"", "\"first\": \"contactDays\"", "$.rhythm.first", "is no date")]
    [InlineData("sources/complaints.json", "\"cause\": \"cause\",\n        \"product\"",
        "\"cause\": \"why\",\n        \"product\"",
        "$.reap.detail.cases.cause", "'why' is not among the schema's fields")]
    [InlineData("sources/complaints.json", "\"solvedOn\": \"solvedOn\"", "\"solvedOn\": \"cause\"",
        "$.reap.detail.cases.solvedOn", "is no date")]
    [InlineData("sources/complaints.json", "\"severity\": \"severity\"", "\"severity\": \"channel\"",
        "$.reap.detail.cases.severity", "is no number")]
    [InlineData("sources/complaints.json", "\"days\": 90", "\"days\": 4000", "$.reap.detail.cases.days", "400 days")]
    public void AFaultSaysWhereItIsAndWhatToDo(string file, string was, string now, string path, string message)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(file, was, now)));

        Assert.Contains(
            fault.Faults, found => found.Path == path && found.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void CasesWithoutTheFileOfCausesAreAFaultOfTheirSource()
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");
        var without = new ConfigFiles();
        foreach (var name in files.Names.Where(name => name is not CareOptions.File))
            without[name] = name == "offers.json" ? WithoutCare(files[name]) : files[name];

        var fault = Assert.Single(Assert.Throws<ConfigException>(() => Portfolio.Read(without)).Faults);

        Assert.Equal(("sources/complaints.json", "$.reap.detail.cases"), (fault.File, fault.Path));
    }

    [Fact]
    public void APortfolioWithoutTheFileHasNoneOfIt()
    {
        Assert.Null(TestBucket.Config("retail").Care);
        Assert.Null(TestBucket.Config("telco").Care);
    }

    /// <summary>The shipped offers without what asks for care.</summary>
    private static string WithoutCare(string offers) => offers
        .Replace("{ \"field\": \"care.recovery\", \"missing\": false },", "", StringComparison.Ordinal)
        .Replace(", { \"not\": { \"field\": \"care.rightDays\", \"atMost\": 30 } }", "", StringComparison.Ordinal)
        .Replace(
            "{ \"field\": \"care.recovery\", \"missing\": true }", "{ \"field\": \"age\", \"atLeast\": 0 }",
            StringComparison.Ordinal)
        .Replace("({care.recovery})", "", StringComparison.Ordinal)
        .Replace("{ \"field\": \"care.leaving\", \"in\": [\"moved\", \"noNeed\"] }", "{ \"field\": \"age\", \"atLeast\": 999 }",
            StringComparison.Ordinal)
        .Replace(": {care.leaving}.", ".", StringComparison.Ordinal);
}
