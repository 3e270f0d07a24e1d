using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Worker.Http;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Reads trigger attributes; what cannot be used is a fault.</summary>
internal sealed partial class TriggerPlanReader(SettingTemplate settings, HostJson host, List<string> faults)
{
    public QueuePlan? Queue(FunctionEntry function) => function.Trigger is QueueTriggerAttribute trigger
        ? new(function, QueueName(function, trigger.QueueName))
        : null;

    public BlobPlan? Blob(FunctionEntry function)
    {
        if (function.Trigger is not BlobTriggerAttribute trigger)
            return null;
        try
        {
            return new(function, BlobPathPattern.Parse(Resolve(function, trigger.BlobPath)));
        }
        catch (FormatException fault)
        {
            faults.Add($"Function '{function.Name}' has the blob path '{trigger.BlobPath}': {fault.Message}");
            return null;
        }
    }

    public TimerPlan? Timer(FunctionEntry function)
    {
        if (function.Trigger is not TimerTriggerAttribute trigger)
            return null;
        if (TimerSchedule.TryParse(Resolve(function, trigger.Schedule), out var fault) is { } schedule)
            return new(function, schedule);
        faults.Add($"Function '{function.Name}' {fault}");
        return null;
    }

    public IEnumerable<(string? Connection, string Name)> Outputs(FunctionEntry function) =>
        function.Outputs.Select(output => output.Queue).OfType<QueueOutputAttribute>()
            .Select(queue => (queue.Connection, QueueName(function, queue.QueueName)));

    public void CheckRoutes(IEnumerable<FunctionEntry> functions) => faults.AddRange(
        functions.Where(function => function.IsHttp).Select(function => HttpEndpoints.FaultOf(function, host)).OfType<string>());

    private string QueueName(FunctionEntry function, string text)
    {
        var name = Resolve(function, text);
        if (!QueueNameForm().IsMatch(name))
        {
            faults.Add($"Function '{function.Name}' names the queue '{name}'. "
                + "Name it with 3 to 63 of a-z, 0-9 and single '-', and a letter or digit at both ends.");
        }

        return name;
    }

    private string Resolve(FunctionEntry function, string text) => settings.Resolve(text, $"Function '{function.Name}'", faults);

    [GeneratedRegex("^(?=.{3,63}\\z)[a-z0-9]+(-[a-z0-9]+)*\\z")]
    private static partial Regex QueueNameForm();
}
