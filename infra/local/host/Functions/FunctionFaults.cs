namespace ReapFunctions.Local.Host.Functions;

/// <summary>Why a function cannot be loaded. It is in error, as on Azure; the others run.</summary>
internal static class FunctionFaults
{
    private static readonly string[] Triggers = ["httpTrigger", "queueTrigger", "blobTrigger", "timerTrigger"];

    /// <summary>The fault of a function; null when it can be loaded.</summary>
    public static string? Find(AppFunction function)
    {
        var twice = function.Bindings.GroupBy(binding => binding.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Count() > 1);
        if (twice is not null)
        {
            return $"Multiple bindings with name '{twice.Last().Name}' discovered. "
                + "Binding names must be unique, and case does not count: rename one.";
        }
        if (function.Trigger is not { } trigger)
            return "No trigger binding specified. A function must have a trigger input binding.";
        if (!Triggers.Any(trigger.Is))
            return $"This host has no '{trigger.Type}'. Run the app with the Azure Functions Core Tools instead.";
        if (Missing(trigger) is { } missing)
            return $"Its {trigger.Type} '{trigger.Name}' has no '{missing}'. Build the app again.";
        if (function.Outputs.FirstOrDefault(output => !output.Is("queue")) is { } other)
            return $"This host has no output '{other.Type}'. Run the app with the Azure Functions Core Tools instead.";
        if (function.Outputs.FirstOrDefault(output => output.Text("queueName") is not { Length: > 0 }) is { } nowhere)
            return $"Its output '{nowhere.Name}' has no 'queueName'. Build the app again.";
        if (function.Bindings.FirstOrDefault(binding => !binding.IsOutput && binding != trigger) is { } input)
            return $"This host has no input '{input.Type}'. Run the app with the Azure Functions Core Tools instead.";
        return null;
    }

    /// <summary>What a trigger cannot be without; null when it has it.</summary>
    private static string? Missing(FunctionBinding trigger)
    {
        var needed = trigger.Is("queueTrigger") ? "queueName"
            : trigger.Is("blobTrigger") ? "path"
            : trigger.Is("timerTrigger") ? "schedule"
            : null;
        return needed is null || trigger.Text(needed) is { Length: > 0 } ? null : needed;
    }
}
