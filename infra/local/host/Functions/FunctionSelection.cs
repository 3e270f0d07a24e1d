using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Local.Host.Functions;

/// <summary>Which functions run: those without fault that no setting disables.</summary>
internal static class FunctionSelection
{
    public static IReadOnlyList<AppFunction> Of(IEnumerable<AppFunction> functions, IConfiguration settings, ILogger logger) =>
        [.. functions.Where(function => Runs(function, settings, logger))];

    private static bool Runs(AppFunction function, IConfiguration settings, ILogger logger)
    {
        if (FunctionFaults.Find(function) is { } fault)
        {
            Log.FunctionInError(logger, function.Name, fault);
            return false;
        }
        // Not every shell takes a variable with a dot in its name: the second form is that of Linux.
        string[] switches = [$"AzureWebJobs.{function.Name}.Disabled", $"AzureWebJobs_{function.Name}_Disabled"];
        if (!switches.Any(name => IsOn(settings[name])))
            return true;
        Log.FunctionDisabled(logger, function.Name);
        return false;
    }

    private static bool IsOn(string? setting) => setting is "1" || (bool.TryParse(setting, out var on) && on);
}
