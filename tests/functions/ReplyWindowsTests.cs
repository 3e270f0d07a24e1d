using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests;

/// <summary>What people said is kept as long as anything reads it, or the app does not start.</summary>
public class ReplyWindowsTests
{
    [Fact]
    public void AsLongAsTheLongestWindowIsEnoughAndADayLessIsNot()
    {
        var portfolio = TestBucket.Portfolio("");
        var longest = ReplyWindows.Of(portfolio).Max(window => window.Days);

        ReplyWindows.Check(new ReapSettings { KeepReplyDays = longest }, portfolio);
        var fault = Assert.Single(Assert.Throws<ConfigException>(
            () => ReplyWindows.Check(new ReapSettings { KeepReplyDays = longest - 1 }, portfolio)).Faults);

        Assert.Equal(("settings", "Reap:KeepReplyDays"), (fault.File, fault.Path));
        Assert.Contains($"look back {longest} days", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public void WhatIsKeptByDefaultSufficesForEveryPortfolioThatIsShipped(string portfolio) =>
        ReplyWindows.Check(new ReapSettings(), TestBucket.Portfolio(portfolio));

    /// <summary>Each window of configuration made the longest.</summary>
    [Theory]
    [InlineData("offers.json", "\"declinedDays\": 90", "\"declinedDays\": 900", 900)]
    [InlineData("offers.json", "\"acceptedDays\": 120", "\"acceptedDays\": 901", 901)]
    [InlineData("offers.json", "\"withinDays\": 365", "\"withinDays\": 902", 902)]
    [InlineData("care.json", "\"days\": 365", "\"days\": 703", 703)]
    public void TheLongestWindowIsFoundWhereverItIs(string file, string was, string becomes, int days) =>
        Assert.Equal(
            days, ReplyWindows.Of(TestBucket.Portfolio("", TestBucket.Edit(file, was, becomes))).Max(window => window.Days));

    [Fact]
    public void CasesTheAlarmAndEnquiriesAreAmongThem()
    {
        string Edit(string name, string json) => name switch
        {
            "sources/complaints.json" => TestBucket.Edited(json, "\"days\": 90", "\"days\": 391"),
            "care.json" => TestBucket.Edited(json, "\"baselineDays\": 56", "\"baselineDays\": 300"),
            "sources/enquiries.json" => TestBucket.Edited(json, "\"days\": 180", "\"days\": 237"),
            _ => json,
        };
        int[] days = [.. ReplyWindows.Of(TestBucket.Portfolio("", Edit)).Select(window => window.Days)];

        Assert.Contains(391, days);
        // The last week, the baseline, and a week before: as much is read of what agents recorded.
        Assert.Contains(314, days);
        Assert.Contains(237, days);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(40_000)]
    public void DaysThatCannotBeAreAFaultOfTheSetting(int days) =>
        Assert.Contains(new ReapSettings { KeepReplyDays = days }.Faults(), fault => fault.Path == "Reap:KeepReplyDays");
}
