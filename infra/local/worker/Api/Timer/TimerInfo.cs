namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its occurrence.</summary>
public class TimerInfo
{
    /// <summary>An occurrence without schedule.</summary>
    public TimerInfo()
    {
    }

    /// <summary>Past and next occurrence; null when they are not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether the occurrence is later than its schedule.</summary>
    public bool IsPastDue { get; set; }
}
