using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

internal sealed class EverySecond(Calls calls)
{
    [Function("EverySecond")]
    public void Run([TimerTrigger("%Schedule%")] TimerInfo timer) => calls.Add(timer.IsPastDue.ToString());
}

internal sealed class AtStart(Calls calls)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
        calls.Add($"{timer.IsPastDue} {timer.ScheduleStatus is not null}");
}

internal sealed class EveryNight(Calls calls)
{
    [Function("EveryNight")]
    public void Run([TimerTrigger("0 30 2 * * *")] TimerInfo timer) =>
        calls.Add($"{timer.IsPastDue} {timer.ScheduleStatus?.Next:O}");
}
