using System.Text.Json;

namespace ReapFunctions.Local.Host.Functions;

/// <summary>A binding of a function: its trigger, or one of its outputs.</summary>
internal sealed class FunctionBinding(JsonElement json)
{
    /// <summary>The name of the output that is the function's result.</summary>
    public const string Result = "$return";

    /// <summary>The declaration, which the worker reads too.</summary>
    public string Raw { get; } = json.GetRawText();

    public string Name => Text("name")!;

    public string Type => Text("type")!;

    public bool IsOutput => string.Equals(Text("direction"), "out", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the worker opens the blob itself, from a reference.</summary>
    public bool IsDeferred =>
        Properties.TryGetValue("supportsDeferredBinding", out var deferred) && bool.TryParse(deferred, out var yes) && yes;

    public IReadOnlyDictionary<string, string> Properties { get; } =
        json.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString())
            : [];

    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value of the declaration; null when it is not there.</summary>
    public string? Text(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public bool Flag(string name, bool missing = false) => bool.TryParse(Text(name), out var flag) ? flag : missing;

    /// <summary>A list of the declaration; null when it is not there.</summary>
    public string[]? List(string name) =>
        json.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(value => value.ToString())]
            : null;
}
