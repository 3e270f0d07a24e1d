namespace Microsoft.Azure.Functions.Worker;

/// <summary>Past and next occurrence of a timer.</summary>
public class ScheduleStatus
{
    /// <summary>A timer that has not run.</summary>
    public ScheduleStatus()
    {
    }

    /// <summary>The last occurrence.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was written.</summary>
    public DateTime LastUpdated { get; set; }
}
