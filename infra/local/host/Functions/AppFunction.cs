using System.Text.Json;
using ReapFunctions.Local.Host.Settings;

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

    /// <exception cref="FormatException">The declaration lacks something.</exception>
    public static AppFunction Read(JsonElement function) => new()
    {
        Name = ExpectedJson.Text(function, "a function", "name"),
        ScriptFile = ExpectedJson.Text(function, "a function", "scriptFile"),
        EntryPoint = ExpectedJson.Text(function, "a function", "entryPoint"),
        Bindings = [
            .. ExpectedJson.List(function, "a function", "bindings").Select(binding => new FunctionBinding(binding.Clone()))],
    };
}
