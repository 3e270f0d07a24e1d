using System.Text.Json;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Functions;

/// <summary>A binding of a function: its trigger, or one of its outputs.</summary>
/// <exception cref="FormatException">The declaration lacks something.</exception>
internal sealed class FunctionBinding(JsonElement json)
{
    /// <summary>The name of the output that is the function's result.</summary>
    public const string Result = "$return";

    /// <summary>The declaration, which the worker reads too.</summary>
    public string Raw { get; } = json.GetRawText();

    public string Name { get; } = ExpectedJson.Text(json, "a binding", "name");

    public string Type { get; } = ExpectedJson.Text(json, "a binding", "type");

    public bool IsOutput => string.Equals(Text("direction"), "out", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether blobs run it that Event Grid announces.</summary>
    public bool IsOfEventGrid =>
        Is("blobTrigger") && string.Equals(Text("source"), "EventGrid", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the worker opens the blob itself, from a reference.</summary>
    public bool IsDeferred =>
        Properties.TryGetValue("supportsDeferredBinding", out var deferred) && bool.TryParse(deferred, out var yes) && yes;

    public IReadOnlyDictionary<string, string> Properties { get; } = ExpectedJson.Members(json, "a binding", "properties");

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
