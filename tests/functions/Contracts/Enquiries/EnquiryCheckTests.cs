using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Contracts.Enquiries;

/// <summary>What a source of enquiries may have wrong is a fault with its place, and says what to do.</summary>
public class EnquiryCheckTests
{
    private const string File = "sources/enquiries.json";

    [Fact]
    public void EnquiriesAreNoCustomersAndNoDetails()
    {
        var sources = TestBucket.Portfolio("").Sources;
        Assert.Equal("enquiries", sources.Enquiries!.Source);
        Assert.Equal("customers", sources.Customers!.Source);
        Assert.DoesNotContain(sources.Details, detail => detail.Source == "enquiries");
        Assert.DoesNotContain(sources.Snapshot.Schema.Fields, field => field.Name == "enquiryId");
        Assert.DoesNotContain("enquiries", sources.Required);
    }

    [Theory]
    [InlineData("\"id\": \"enquiryId\"", "\"id\": \"number\"", "$.reap.enquiries.id", "not among the schema's fields")]
    [InlineData("\"primaryKey\": \"enquiryId\"", "\"title\": \"none\"", "$.reap.enquiries.id", "Make it the primaryKey")]
    [InlineData("\"channel\": \"channel\"", "\"channel\": \"email\"", "$.reap.enquiries.channel", "is personal data")]
    [InlineData("\"followedUpOn\": \"followedUpOn\"", "\"followedUpOn\": \"age\"", "$.reap.enquiries.followedUpOn", "dates")]
    [InlineData("\"askedOn\": \"askedOn\"", "\"askedOn\": \"becameOn\"", "$.reap.enquiries.askedOn", "constraints.required")]
    [InlineData("\"days\": 180", "\"days\": 401", "$.reap.enquiries.days", "1 to that")]
    [InlineData("\"became\": \"becameCustomer\",", "", "$.reap.enquiries.becameOn", "Name the column of the customer's id")]
    [InlineData("\"region\", \"age\"]", "\"channel\"]", "$.reap.enquiries.alike[1]", "Customers have no column 'channel'")]
    [InlineData("\"age\", \"type\": \"integer\", \"constraints\": { \"minimum\": 16, \"maximum\": 110 }",
        "\"age\", \"type\": \"string\"", "$.reap.enquiries.alike[2]", "of customers a number")]
    [InlineData("\"required\": false,", "\"customerId\": \"enquiryId\",", "$.reap.customerId", "no customer yet")]
    [InlineData("\"required\": false,", "\"segment\": \"segment\",", "$.reap.segment", "no customer yet")]
    [InlineData("\"required\": false,", "\"reference\": { \"key\": \"enquiryId\" },", "$.reap.reference", "Remove one")]
    [InlineData("\"email\": { \"field\": \"consentEmail\"", "\"letter\": { \"field\": \"consentEmail\"",
        "$.reap.consents.letter", "There is no channel 'letter'")]
    [InlineData("\"field\": \"consentCall\", \"is\": [\"true\"]", "\"field\": \"consentCall\", \"is\": [\"yes\"]",
        "$.reap.consents.call.is[0]", "no value of 'consentCall'")]
    public void WhatIsWrongIsAFaultWithItsPlace(string was, string becomes, string path, string words)
    {
        var faults = FaultsOf(TestBucket.Edit(File, was, becomes));
        Assert.Contains(
            faults, fault => (fault.File, fault.Path) == (File, path)
                && fault.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void WhoIsNotFoundAmongCustomersIsNotRecognised()
    {
        var faults = FaultsOf(TestBucket.Edit(
            "sources/customers.json", "\"findBy\": { \"email\": { \"kind\": \"email\" }, ", "\"findBy\": { "));
        Assert.Contains(faults, fault => fault.Path == "$.reap.findBy.email" && fault.Message.Contains("No customer is found"));
    }

    [Theory]
    [InlineData("\"rate\": 0.1", "\"rate\": 0", "$.enquiries.rate")]
    [InlineData("\"followUpDays\": 3", "\"followUpDays\": -1", "$.enquiries.followUpDays")]
    [InlineData("\"halfDays\": 7", "\"halfDays\": 0", "$.enquiries.halfDays")]
    [InlineData("\"halfDays\": 7", "\"weight\": 0", "$.enquiries.weight")]
    [InlineData("\"halfDays\": 7", "\"bestShare\": 0.9", "$.enquiries.bestShare")]
    [InlineData("\"enquiries\": { \"followUpDays\": 3, \"rate\": 0.1, \"halfDays\": 7 },", "", "$.enquiries")]
    public void TheOptionsAreHeldToTheirRanges(string was, string becomes, string path) =>
        Assert.Contains(FaultsOf(TestBucket.Edit("value.json", was, becomes)), fault => fault.Path == path);

    [Fact]
    public void OptionsWithoutASourceAreAFaultAndASecondSourceIsOne()
    {
        var files = Shipped();
        var second = new ConfigFiles();
        foreach (var name in files.Names)
            second[name] = files[name];
        second["sources/asked.json"] = files[File].Replace("\"source\": \"enquiries\"", "\"source\": \"asked\"");
        Assert.Contains(
            FaultsOf(second), fault => fault.Path == "$.reap.enquiries" && fault.Message.Contains("Another source"));

        var none = new ConfigFiles();
        foreach (var name in files.Names.Where(name => name != File))
            none[name] = files[name];
        Assert.Contains(FaultsOf(none), fault => fault.Path == "$.enquiries" && fault.Message.Contains("No source"));
    }

    [Fact]
    public void AGoalForWastedEnquiriesNeedsEnquiries()
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "telco");
        files["scorecard.json"] = """{ "goals": { "enquiriesWasted": 0.1 } }""";
        Assert.Contains(FaultsOf(files), fault => fault.Path == "$.goals.enquiriesWasted");
    }

    private static ConfigFiles Shipped() => ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");

    private static IReadOnlyList<ConfigFault> FaultsOf(Func<string, string, string> change) =>
        Assert.Throws<ConfigException>(() => TestBucket.Portfolio("", change)).Faults;

    private static IReadOnlyList<ConfigFault> FaultsOf(ConfigFiles files) =>
        Assert.Throws<ConfigException>(() => Portfolio.Read(files)).Faults;
}
