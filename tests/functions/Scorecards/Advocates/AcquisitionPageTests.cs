using System.Globalization;
using System.Text.Json.Nodes;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Advocates;

/// <summary>The example of docs/acquisition.md is worked out as the page says; what does not fit is told.</summary>
public class AcquisitionPageTests
{
    private static readonly string[] Blocks = PageExample.BlocksOf(Repository.Read("docs", "acquisition.md"));

    private static AcquisitionOptions Options => ConfigJson.Read<AcquisitionOptions>("value.json", Blocks[0]);

    /// <summary>The customers that the page lists.</summary>
    private static ValueRecord[] Values => [.. Blocks[1].TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')).Select(
        cells => new ValueRecord
        {
            CustomerId = cells[0],
            Run = TestBucket.Run,
            TenureMonths = cells[1].Length == 0 ? null : Number(cells[1]),
            Active = cells[2] == "active",
            Acquisition = Acquisition.Of(cells[3], Number(cells[4]), Options),
            ToDate = Number(cells[4]),
            Lifetime = cells[5].Length == 0 ? null : Number(cells[5]),
        })];

    [Fact]
    public void TheRowsAreWhatThePageSays()
    {
        var rows = ChannelRow.BesideTheBase(ChannelRow.Of(Values, Options));
        var said = JsonNode.Parse(Blocks[2])!.AsArray();
        Assert.Equal(said.Count, rows.Count);
        Assert.All(
            said.Zip(rows), pair => PageExample.AssertSays(pair.First!.ToJsonString(), RecordJson.Write(pair.Second)));
    }

    [Fact]
    public void PartsAddUpToTheSameInAnyOrder()
    {
        var parts = Values.Chunk(2).Select(values => ChannelRow.Of(values, Options)).Reverse();
        Assert.Equal(
            RecordJson.Write(ChannelRow.Of(Values, Options)), RecordJson.Write(ChannelRow.Sum(parts.SelectMany(rows => rows))));
    }

    [Fact]
    public void ACustomersChannelItsCostAndWhetherItIsPaidBackAreInTheRecord()
    {
        var records = new TestBucket(3).Text("acquiredBy", "web", "friend", null).Number("tenureMonths", 2)
            .Number("revenueToDate", 100).Decide().Values;
        var costs = TestBucket.Telco.Value.Acquisition!.Costs;
        Assert.Equal(new Acquisition("web", costs["web"], records[0].ToDate >= costs["web"]), records[0].Acquisition);
        Assert.Equal("friend", records[1].Acquisition!.Channel);
        Assert.Null(records[2].Acquisition);
        Assert.Equal(records[0].Acquisition, CustomerEntity.Read<ValueRecord>(CustomerEntity.Of(records[0])).Acquisition);
    }

    [Fact]
    public void TheScorecardHasThemByChannel()
    {
        var bucket = new TestBucket(3).Text("acquiredBy", "web").Number("tenureMonths", 2, 3, 40);
        var part = ScorecardPart.Sum(bucket.Scored(), bucket.Decide(), TestBucket.Telco);
        Assert.Equal([("web", 2L), ("(base)", 1L)], part.Channels.Select(row => (row.Channel, row.Customers)));
    }

    [Theory]
    [InlineData("value.json", "\"web\": 60", "\"web\": -1", "0 or more")]
    [InlineData("sources/customers.json", "\"acquiredBy\": \"acquiredBy\",", "", "No column says by which channel")]
    [InlineData(
        "sources/customers.json", "\"acquiredBy\": \"acquiredBy\",", "\"acquiredBy\": \"age\",", "Name a column that holds a")]
    public void WhatDoesNotFitIsAFault(string file, string was, string becomes, string words)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(file, was, becomes)));
        Assert.Contains(fault.Faults, found => found.Message.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "\"shop\", \"web\", \"phone\", \"partner\", \"friend\", \"fair\"", "'fair' of 'acquiredBy' has no cost")]
    [InlineData("\"shop\", \"web\", \"phone\", \"partner\"", "'friend' is never in 'acquiredBy'")]
    public void WhereTheContractListsTheChannelsTheCostsAreOfThese(string listed, string words)
    {
        var list = TestBucket.Edit(
            "sources/customers.json", "\"acquiredBy\", \"type\": \"string\", \"constraints\": { \"maxLength\": 40 }",
            $"\"acquiredBy\", \"constraints\": {{ \"enum\": [{listed}] }}");
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", list));
        Assert.Contains(fault.Faults, found => found.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void AChannelThatNobodyKnowsCostsNoCustomer()
    {
        var roles = TestBucket.Portfolio("").Customers.Roles;
        Assert.False(roles.Decides(roles.AcquiredBy!));
    }

    [Fact]
    public void APortfolioThatDoesNotSayHowCustomersWereWonHasNoRows() =>
        Assert.Empty(ChannelRow.Of(Values, null));

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
