using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>
/// local.settings.json: its <c>Values</c> and <c>ConnectionStrings</c> become settings below the environment variables, as the
/// Core Tools do it. On Azure the file does not exist.
/// </summary>
internal static class LocalSettings
{
    /// <summary>Where <c>Host.LocalHttpPort</c> of the file ends up.</summary>
    public const string PortSetting = "ReapLocalHost:LocalHttpPort";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static void AddTo(ConfigurationManager configuration, string directory)
    {
        var file = Path.Combine(directory, "local.settings.json");
        if (!File.Exists(file))
            return;
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var environment = sources.ToList().FindLastIndex(s => s is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(Math.Max(0, environment), new MemoryConfigurationSource { InitialData = Read(file) });
    }

    internal static IReadOnlyList<KeyValuePair<string, string?>> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
        var settings = new List<KeyValuePair<string, string?>>();
        foreach (var value in Section(document.RootElement, "Values"))
            settings.Add(new(value.Name.Replace("__", ":"), value.Value.ToString()));
        foreach (var value in Section(document.RootElement, "ConnectionStrings"))
            settings.Add(new("ConnectionStrings:" + value.Name, value.Value.ToString()));
        foreach (var value in Section(document.RootElement, "Host").Where(value => value.Name == "LocalHttpPort"))
            settings.Add(new(PortSetting, value.Value.ToString()));
        return settings;
    }

    private static JsonElement.ObjectEnumerator Section(JsonElement root, string name) =>
        root.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object
            ? section.EnumerateObject()
            : default;
}
