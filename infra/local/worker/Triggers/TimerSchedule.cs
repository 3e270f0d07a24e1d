using NCrontab;

namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>An NCRONTAB schedule in UTC: six fields from seconds on, or five from minutes on.</summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithSeconds = 6;

    private readonly CrontabSchedule schedule;

    private TimerSchedule(CrontabSchedule schedule) => this.schedule = schedule;

    /// <summary>Reads an expression; null with the reason when it is none.</summary>
    public static TimerSchedule? TryParse(string expression, out string? fault)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length == FieldsWithSeconds };
        try
        {
            fault = null;
            return new(CrontabSchedule.Parse(string.Join(' ', fields), options));
        }
        catch (CrontabException wrong)
        {
            fault = $"has the schedule '{expression}': {wrong.Message} Give six fields, for example '0 30 2 * * *' for 2:30 each night.";
            return null;
        }
    }

    /// <summary>The first occurrence after a time.</summary>
    public DateTime After(DateTime utc) => DateTime.SpecifyKind(schedule.GetNextOccurrence(utc), DateTimeKind.Utc);

    /// <summary>Whether occurrences follow so closely that keeping them in storage makes no sense: under a minute.</summary>
    public bool IsTooFrequentToMonitor(DateTime utc)
    {
        var first = After(utc);
        return After(first) - first < TimeSpan.FromMinutes(1);
    }
}
