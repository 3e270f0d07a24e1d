using System.Text.Json;

namespace ReapFunctions.Local.Host.Functions;

/// <summary>A function as functions.metadata declares it.</summary>
internal sealed record AppFunction
{
    public required string Name { get; init; }

    /// <summary>The assembly that holds it.</summary>
    public required string ScriptFile { get; init; }

    /// <summary>Its method, with namespace and class.</summary>
    public required string EntryPoint { get; init; }

    public required IReadOnlyList<FunctionBinding> Bindings { get; init; }

    /// <summary>What makes it run; null when it declares none.</summary>
    public FunctionBinding? Trigger =>
        Bindings.FirstOrDefault(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where its results go, HTTP answers aside.</summary>
    public IEnumerable<FunctionBinding> Outputs => Bindings.Where(binding => binding.IsOutput && !binding.Is("http"));

    public bool IsHttp => Trigger?.Is("httpTrigger") == true;

    public static AppFunction Read(JsonElement function) => new()
    {
        Name = function.GetProperty("name").GetString()!,
        ScriptFile = function.GetProperty("scriptFile").GetString()!,
        EntryPoint = function.GetProperty("entryPoint").GetString()!,
        Bindings = [.. function.GetProperty("bindings").EnumerateArray().Select(binding => new FunctionBinding(binding.Clone()))],
    };
}
