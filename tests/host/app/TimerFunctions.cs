using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Host.TestApp;

internal static class TimerFunctions
{
    [Function("Ticks")]
    [QueueOutput("%TickQueue%")]
    public static string Ticks([TimerTrigger("* * * * * *")] TimerInfo timer) =>
        $"{Environment.GetEnvironmentVariable("TickName")}";

    [Function("RunsAtStart")]
    [QueueOutput("start-out")]
    public static string RunsAtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
        $"{timer.IsPastDue} {timer.ScheduleStatus?.Next:yyyy-MM-dd HH:mm}";
}
