using System.Text.Json;

namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>A compiled template: what it takes and gives, and the templates of its modules by name.</summary>
internal sealed class Template
{
    private static readonly Lazy<Template> Compiled = new(() =>
        new Template("main", JsonDocument.Parse(Compiler.Output("build", "infra/azure/main.bicep", "--stdout")).RootElement));

    private Template(string name, JsonElement json)
    {
        Name = name;
        Json = json;
        Parameters = Members("parameters").ToDictionary(member => member.Name, member => new Parameter(member.Value));
        Outputs = [.. Members("outputs").Select(member => member.Name)];
        Modules = [.. json.GetProperty("resources").EnumerateArray()
            .Where(resource => resource.Text("type") == "Microsoft.Resources/deployments")
            .Select(module => new Template(module.Text("name")!, module.At("properties.template")!.Value))];
    }

    /// <summary>main.bicep, compiled once.</summary>
    public static Template Main => Compiled.Value;

    /// <summary>Main and all below it.</summary>
    public static IEnumerable<Template> All => Main.WithModules();

    public string Name { get; }

    public JsonElement Json { get; }

    public IReadOnlyDictionary<string, Parameter> Parameters { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<Template> Modules { get; }

    /// <summary>The template of a module, by the name of its deployment.</summary>
    public static Template Of(string module) => All.Single(template => template.Name == module);

    private IEnumerable<Template> WithModules() => [this, .. Modules.SelectMany(module => module.WithModules())];

    private IEnumerable<JsonProperty> Members(string name) =>
        Json.TryGetProperty(name, out var section) ? section.EnumerateObject() : [];
}

/// <summary>A parameter's declaration.</summary>
internal sealed class Parameter(JsonElement declaration)
{
    private static readonly string[] Limiting = ["allowedValues", "minValue", "maxValue", "minLength", "maxLength"];

    public string Type => declaration.Text("type")!;

    public string? Description => declaration.Text("metadata.description");

    public bool Required => declaration.At("defaultValue") is null;

    /// <summary>The default as text: <c>16</c>, <c>customers</c>; null when there is none.</summary>
    public string? Default => declaration.Text("defaultValue");

    /// <summary>What values are allowed, as text: <c>minValue 1, maxValue 256</c>.</summary>
    public string Limits =>
        string.Join(
            ", ", Limiting.Where(limit => declaration.At(limit) is not null)
            .Select(limit => $"{limit} {declaration.Text(limit)}"));
}

internal static class JsonPath
{
    /// <summary>The element at a path such as <c>properties.policy.rules</c>; null when there is none.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }

    /// <summary>The text of the element at a path: a string's content, else its JSON; null when there is nothing.</summary>
    public static string? Text(this JsonElement element, string path) => element.At(path) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => JsonSerializer.Serialize(other),
    };

    /// <summary>The items of the array at a path; none when there is no such array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string path) =>
        element.At(path)?.EnumerateArray() ?? [];

    public static IEnumerable<string> Texts(this JsonElement element, string path) =>
        element.Items(path).Select(item => item.ToString());
}
