using System.Globalization;
using ReapFunctions.Offers;

namespace ReapFunctions.Tests.Offers;

public class ControlGroupTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    private static bool[] Members(ControlOptions options, DateOnly day)
    {
        var group = new ControlGroup(options, day);
        return [.. Enumerable.Range(0, 20_000).Select(i => group.Contains($"customer {i}"))];
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 2000)]
    [InlineData(0.5, 10000)]
    public void ItHoldsItsShareOfCustomers(double share, int expected)
    {
        // Three standard errors of 20,000 draws.
        var tolerance = 3 * Math.Sqrt(20_000 * share * (1 - share));
        Assert.InRange(
            Members(new() { Salt = "s", Share = share }, Day).Count(isMember => isMember), expected - tolerance, expected
            + tolerance);
    }

    [Fact]
    public void ACustomerStaysInOrOutFromNightToNight() =>
        Assert.Equal(
            Members(new() { Salt = "s", Share = 0.1 }, Day), Members(new() { Salt = "s", Share = 0.1 }, Day.AddDays(400)));

    [Fact]
    public void ALargerShareKeepsTheOldMembers()
    {
        var small = Members(new() { Salt = "s", Share = 0.1 }, Day);
        var large = Members(new() { Salt = "s", Share = 0.2 }, Day);
        Assert.All(small.Zip(large), pair => Assert.True(!pair.First || pair.Second));
    }

    [Fact]
    public void AnotherSaltDrawsAnotherGroup() =>
        Assert.NotEqual(Members(new() { Salt = "s", Share = 0.1 }, Day), Members(new() { Salt = "t", Share = 0.1 }, Day));

    [Fact]
    public void TheGroupRotatesOnlyWhenItsMonthsAreOver()
    {
        var yearly = new ControlOptions { Salt = "s", Share = 0.1, RotateMonths = 12 };
        Assert.Equal(Members(yearly, new(2026, 1, 1)), Members(yearly, new(2026, 12, 31)));
        Assert.NotEqual(Members(yearly, new(2026, 12, 31)), Members(yearly, new(2027, 1, 1)));
    }

    [Theory]
    [InlineData(0, "2026-11-21", null)]
    [InlineData(12, "2026-11-21", "2027-01-01")]
    [InlineData(12, "2027-01-01", "2028-01-01")]
    [InlineData(5, "2026-11-21", "2027-02-01")]
    public void TheNextDrawIsTheFirstDayOfAnotherGroup(int months, string day, string? next)
    {
        var options = new ControlOptions { Salt = "s", Share = 0.1, RotateMonths = months };
        var asked = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var found = options.NextDraw(asked);

        Assert.Equal(next is null ? null : DateOnly.Parse(next, CultureInfo.InvariantCulture), found);
        if (found is { } first)
        {
            Assert.Equal(options.PeriodOf(first.AddDays(-1)), options.PeriodOf(asked));
            Assert.NotEqual(options.PeriodOf(first.AddDays(-1)), options.PeriodOf(first));
        }
    }
}
