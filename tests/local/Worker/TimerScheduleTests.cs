using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class TimerScheduleTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Theory]
    [InlineData("0 30 2 * * *", "2026-01-03T02:30:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-02T03:04:10Z")]
    [InlineData("30 2 * * *", "2026-01-03T02:30:00Z")]
    [InlineData("  0  0  0  1  *  * ", "2026-02-01T00:00:00Z")]
    public void TheNextOccurrenceIsInUtcFromSixFieldsOrFive(string expression, string expected)
    {
        var schedule = TimerSchedule.TryParse(expression, out var fault);
        Assert.Null(fault);
        Assert.Equal(DateTime.Parse(expected).ToUniversalTime(), schedule!.After(Start));
        Assert.Equal(DateTimeKind.Utc, schedule.After(Start).Kind);
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("0 61 * * * *")]
    [InlineData("")]
    [InlineData("%Schedule%")]
    public void AnythingElseSaysWhatASchedulesFieldsAre(string expression)
    {
        Assert.Null(TimerSchedule.TryParse(expression, out var fault));
        Assert.Contains("0 30 2 * * *", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    public void OccurrencesUnderAMinuteApartAreNotMonitored(string expression, bool expected) =>
        Assert.Equal(expected, TimerSchedule.TryParse(expression, out _)!.IsTooFrequentToMonitor(Start));
}
