using ReapFunctions.Prompts;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Risk;

public class RiskChangeTests
{
    private static RiskRecord Risk(double propensity, string band, params SaidContribution[] contributions) => new()
    {
        CustomerId = "c",
        Run = RunId.Parse("2026-11-20.1"),
        Band = band,
        Propensity = propensity,
        Contributions = contributions,
    };

    [Fact]
    public void TheReasonThatMovedMostIsNamed()
    {
        var change = RiskChange.Between(
            Risk(0.05, "low", new("tenure", -0.5, "Long with us."), new("calls", 0.1, "Called once.")),
            Risk(0.3, "high", new("tenure", -0.45, "Long with us."), new("calls", 0.9, "Called nine times.")))!;
        Assert.Equal(("low", "high", 0.05, 0.3, "calls", 0.8, "Called nine times."),
            (change.BandBefore, change.Band, change.PropensityBefore, change.Propensity, change.Moved, change.MovedBy,
                change.Because));
        Assert.Equal("2026-11-20.1", change.Since);
    }

    [Fact]
    public void AReasonThatWentAwayIsSaidToBeGone()
    {
        var change = RiskChange.Between(
            Risk(0.3, "high", new SaidContribution("complaint", 1.2, "A complaint is open.")), Risk(0.1, "medium"))!;
        Assert.Equal(("complaint", -1.2, "No longer: A complaint is open."), (change.Moved, change.MovedBy, change.Because));
    }

    [Fact]
    public void NothingMovedIsSaidToBeSo()
    {
        var same = Risk(0.3, "high", new SaidContribution("calls", 0.2, "Called."));
        Assert.Null(RiskChange.Between(same, same)!.Moved);
        Assert.Null(RiskMoved.From(RiskChange.Between(same, same), TestBucket.Telco.Risk));
        Assert.Null(RiskMoved.From(null, TestBucket.Telco.Risk));
    }

    [Theory]
    [InlineData(0.10, "medium", 0.12, "medium", null)]
    [InlineData(0.10, "medium", 0.16, "medium", "up")]
    [InlineData(0.16, "medium", 0.10, "medium", "down")]
    [InlineData(0.19, "medium", 0.20, "high", "up")]
    public void AnAgentIsToldOfAnotherBandOrALargeMove(
        double before, string bandBefore, double now, string band, string? direction) =>
        Assert.Equal(
            direction,
            RiskMoved.From(RiskChange.Between(Risk(before, bandBefore), Risk(now, band)), TestBucket.Telco.Risk)?.Direction);

    [Theory]
    [InlineData("unknown", "high")]
    [InlineData("high", "unknown")]
    [InlineData("unknown", "unknown")]
    public void AModelThatCameOrWentIsNoChangeOfTheCustomer(string before, string now) =>
        Assert.False(RiskChange.Between(Risk(0.1, before), Risk(0.5, now))!.IsWorthSaying(0.03));

    [Fact]
    public void WithoutChurnOnEitherNightThereIsNoChange()
    {
        var known = Risk(0.3, "high");
        var none = known with { Propensity = null, Band = null };
        Assert.Null(RiskChange.Between(known, none));
        Assert.Null(RiskChange.Between(none, known));
    }

    [Fact]
    public void RecordsKeepTheirPushesInTheTable()
    {
        var record = Risk(0.3, "high", new SaidContribution("calls", 0.2, "Called."), new SaidContribution("age", -0.1, null));
        Assert.Equal(record.Contributions, CustomerEntity.Read<RiskRecord>(CustomerEntity.Of(record)).Contributions);
    }
}
