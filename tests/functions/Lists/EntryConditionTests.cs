using System.Globalization;
using ReapFunctions.Lists;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Lists;

public class EntryConditionTests
{
    private static readonly string[] Facts = ["risk.band", "holds.tv", "region", "tenureMonths", "lastContactOn", "satisfaction"];

    private static readonly DateTimeOffset Now = new(TestBucket.Run.Date.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);

    private static readonly ListEntry Entry =
        new("C1", 0.25, 120, ValueBand.High, 2, "family", ["email"], false, ["broadband"])
        {
            Facts = string.Join(
                '\u001F', "medium", "true", "north", "14",
                TestBucket.Run.Date.AddDays(-10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ""),
        };

    private static (EntryCondition? Condition, string Fault) Read(string json)
    {
        var (condition, fault) = EntryCondition.Parse(json);
        if (condition is null)
            return (null, fault);
        var manifest = new ListManifest("", "", 1, 0, 0, new Dictionary<string, long>(), 0, "") { Fields = Facts };
        var histories = new Dictionary<string, List<OutcomeRecord>>
        {
            ["C1"] =
            [
                new()
                {
                    CustomerId = "C1",
                    OutcomeId = "1",
                    Offer = "tv",
                    Group = "tv",
                    Reply = Reply.Declined,
                    Channel = "call",
                    At = Now.AddDays(-20),
                },
            ],
        };
        return EntryCondition.Bind(condition, new ListSchema(TestBucket.Run, manifest, TestBucket.Telco), histories, Now);
    }

    [Theory]
    [InlineData("""{"field":"value","atLeast":120,"lessThan":121}""", true)]
    [InlineData("""{"field":"value","moreThan":120}""", false)]
    [InlineData("""{"field":"decile","in":[1,2]}""", true)]
    [InlineData("""{"field":"propensity","atMost":0.2}""", false)]
    [InlineData("""{"field":"segment","is":"family"}""", true)]
    [InlineData("""{"field":"segment","missing":true}""", false)]
    [InlineData("""{"not":{"field":"valueBand","is":"high"}}""", false)]
    [InlineData("""{"all":[{"field":"segment","is":"family"},{"field":"value","atMost":100}]}""", false)]
    [InlineData("""{"any":[{"field":"segment","is":"family"},{"field":"value","atMost":100}]}""", true)]
    [InlineData("""{"field":"consent.email","is":true}""", true)]
    [InlineData("""{"field":"consent.call","is":true}""", false)]
    [InlineData("""{"field":"risk.band","in":["high","medium"]}""", true)]
    [InlineData("""{"field":"holds.tv","is":true}""", true)]
    [InlineData("""{"field":"holds.tv","is":false}""", false)]
    [InlineData("""{"field":"region","is":"south"}""", false)]
    [InlineData("""{"field":"tenureMonths","atLeast":12,"atMost":14}""", true)]
    [InlineData("""{"field":"lastContactOn","withinDays":10}""", true)]
    [InlineData("""{"field":"lastContactOn","withinDays":9}""", false)]
    [InlineData("""{"field":"lastContactOn","olderThanDays":9}""", true)]
    [InlineData("""{"field":"satisfaction","missing":true}""", true)]
    [InlineData("""{"field":"satisfaction","atMost":10}""", false)]
    [InlineData("""{"history":{"replies":["declined"],"withinDays":30},"atLeast":1}""", true)]
    [InlineData("""{"history":{"replies":["declined"],"withinDays":19},"atLeast":1}""", false)]
    [InlineData("""{"not":{"history":{"replies":["declined"],"offers":["security"],"withinDays":30},"atLeast":1}}""", true)]
    public void AConditionHoldsForAnEntryOrNot(string json, bool holds) =>
        Assert.Equal(holds, Read(json).Condition!.Holds(Entry));

    [Fact]
    public void ACustomerOfWhomNothingWasHeardHasNoHistory() =>
        Assert.True(Read("""{"history":{"withinDays":30},"is":0}""").Condition!.Holds(Entry with { CustomerId = "C2" }));

    [Theory]
    [InlineData("""{"field":"shoeSize","is":42}""", "propensity, value, decile")]
    [InlineData("""{"field":"value"}""", "what the field is compared with")]
    [InlineData("""{"field":"segment","atLeast":1}""", "'segment' is no number")]
    [InlineData("""{"field":"value","is":"much"}""", "'much' is no value")]
    [InlineData("""{"field":"value","withinDays":3}""", "'value' is no date")]
    [InlineData("""{"field":"region","in":[]}""", "at least one value")]
    [InlineData("""{"all":[]}""", "at least one")]
    [InlineData("{}", "exactly one")]
    [InlineData("null", "stands where")]
    [InlineData("value > 3", "Not JSON")]
    [InlineData("""{"all":[null]}""", "It is null")]
    [InlineData("""{"field":"value","atLeast":"100"}""", "$.atLeast")]
    [InlineData("""{"field":"value","least":100}""", "Unknown member")]
    [InlineData("""{"history":{"withinDays":1000000000},"is":0}""", "1 to 1000 days")]
    [InlineData("""{"field":"lastContactOn","withinDays":-1}""", "Write days, 0 or more")]
    [InlineData("""{"all":[{"field":"value","atLeast":1}],"atLeast":5}""", "needs a field beside it")]
    [InlineData("""{"history":{"withinDays":30}}""", "Compare the count")]
    [InlineData("""{"history":{"withinDays":2000},"atLeast":1}""", "1 to 1000 days")]
    [InlineData("""{"history":{"per":"offer","withinDays":30},"atLeast":1}""", "of no single offer")]
    public void WhatIsWrongIsSaid(string json, string fault)
    {
        var (condition, said) = Read(json);
        Assert.Null(condition);
        Assert.Contains(fault, said, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFactsOfAListAreThoseOfTheCustomer()
    {
        var bucket = new TestBucket(3).Flag("holdsBroadband", true).Text("region", "north", "south", null!);
        var fields = new ListSchema(
            TestBucket.Run, new ListManifest("", "", 1, 0, 0, new Dictionary<string, long>(), 0, "")
            {
                Fields = TestBucket.Telco.ListFields,
            }, TestBucket.Telco);
        var entries = ListParts.Choose(bucket.Scored(), bucket.Decide(), TestBucket.Telco, out _)["tv"]
            .OrderBy(entry => entry.CustomerId, StringComparer.Ordinal).ToArray();

        Assert.Equal(["north", "south", null], entries.Select(fields.Find("region")!.Text));
        Assert.All(entries, entry => Assert.Equal("true", fields.Find("holds.broadband")!.Text(entry)));
        Assert.All(entries, entry => Assert.Equal(0, fields.Find("holds.tv")!.Number(entry)));
        Assert.Contains("consent.call", fields.All.Select(field => field.Name));
    }

    [Fact]
    public void TheFactsOfCareOfAListAreThoseOfTheCustomer()
    {
        var asOf = TestBucket.Run.Date;
        var bucket = new TestBucket(3).Text("region", "west", "north", "north").Flag("holdsBroadband", true)
            .Cases(new CustomerCase("c1", "1", asOf.AddDays(-20), "billing") { SolvedOn = asOf.AddDays(-12) });
        var config = TestBucket.Telco with
        {
            Outbreaks = [new("speed", "broadband", "west", null, asOf.AddDays(-1), asOf, 0.1, 20, 1e-9)],
        };
        string[] fields = [FactNames.CareCause, FactNames.CareSolvedDays, FactNames.CareStruck];

        var care = ListParts.Choose(bucket.Scored(), bucket.Decide(config), config, out _, fields).Values
            .SelectMany(entries => entries)
            .DistinctBy(entry => entry.CustomerId).OrderBy(entry => entry.CustomerId, StringComparer.Ordinal)
            .Select(entry => entry.Facts!.Replace('\u001F', '|'));

        Assert.Equal(["||speed", "billing|12|", "||"], care);
    }
}
