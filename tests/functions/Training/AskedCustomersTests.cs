using System.Globalization;
using ReapFunctions.Outcomes;
using ReapFunctions.Scoring;
using ReapFunctions.Training;

namespace ReapFunctions.Tests.Training;

public sealed class AskedCustomersTests
{
    private static readonly DateOnly From = new(2026, 6, 1), Until = From.AddDays(90);

    private static readonly Target Churn = new()
    {
        Name = "churn",
        Kind = TargetKind.Churn,
        Label = new TargetLabel { From = LabelSource.Drops, Days = 90 },
        AskedBy = ["stayAnnual", "planCheck"],
    };

    private static readonly LabelledRows Examples = new([1, 2, 4, 7], [true, false, false, true]);

    [Theory]
    [InlineData("planCheck", Reply.Declined, 0, true)]
    [InlineData("stayAnnual", Reply.Accepted, 44, true)]
    [InlineData("stayAnnual", Reply.Later, 10, true)]
    [InlineData("stayAnnual", Reply.Accepted, -1, false)]
    [InlineData("stayAnnual", Reply.Accepted, 45, false)]
    [InlineData("stayAnnual", Reply.NoAnswer, 10, false)]
    [InlineData("broadband", Reply.Accepted, 10, false)]
    public void WhoWasAskedInTheFirstHalfIsNoExample(string offer, Reply reply, int day, bool isLeftOut)
    {
        var asked = new AskedCustomers([Told("C4", offer, reply, day)]);

        var left = asked.LeftOut(Examples, Churn, IdOf, From, Until);

        Assert.Equal(isLeftOut ? [1, 2, 7] : [1, 2, 4, 7], left.Rows);
        Assert.Equal(isLeftOut ? [true, false, true] : [true, false, false, true], left.Labels);
    }

    [Fact]
    public void WhatWasSaidWithoutAPromptIsOfItsDay()
    {
        var asked = new AskedCustomers([Told("C1", "planCheck", Reply.Declined, 200) with
        {
            Run = null,
            At = new DateTimeOffset(From.AddDays(3), TimeOnly.MinValue, TimeSpan.Zero),
        }]);

        Assert.Equal([2, 4, 7], asked.LeftOut(Examples, Churn, IdOf, From, Until).Rows);
    }

    [Fact]
    public void WhereMostWereAskedAllAreLearnedFrom()
    {
        OutcomeRecord[] told = [.. new[] { "C1", "C2", "C4" }.Select(id => Told(id, "planCheck", Reply.Declined, 1))];

        Assert.Equal([1, 7], new AskedCustomers(told[1..]).LeftOut(Examples, Churn, IdOf, From, Until).Rows);
        Assert.Same(Examples, new AskedCustomers(told).LeftOut(Examples, Churn, IdOf, From, Until));
    }

    private static string IdOf(int row) => string.Create(CultureInfo.InvariantCulture, $"C{row}");

    private static OutcomeRecord Told(string customer, string offer, Reply reply, int day) => new()
    {
        CustomerId = customer,
        OutcomeId = "1",
        At = new DateTimeOffset(Until.AddDays(30), TimeOnly.MinValue, TimeSpan.Zero),
        Offer = offer,
        Group = offer,
        Reply = reply,
        Run = $"{From.AddDays(day):yyyy-MM-dd}.1",
    };
}
