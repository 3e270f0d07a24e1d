using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>host.json as the genuine host reads it: settings below one section, which the extensions bind themselves.</summary>
internal static class HostJson
{
    /// <summary>The section that the SDK and its extensions look in.</summary>
    public const string Section = "AzureFunctionsJobHost";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    /// <summary>The tree as configuration keys.</summary>
    public static Dictionary<string, string?> Flatten(JsonElement root)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Add(settings, Section, root);
        return settings;
    }

    /// <summary>What stands before every route. Default: api.</summary>
    public static string RoutePrefix(IConfiguration settings) =>
        (settings[$"{Section}:extensions:http:routePrefix"] ?? "api").Trim('/');

    /// <summary>How long a function may run; null is for ever ("-1"). Default: 30 minutes.</summary>
    public static TimeSpan? FunctionTimeout(IConfiguration settings) => settings[$"{Section}:functionTimeout"] switch
    {
        null or "" => DefaultTimeout,
        "-1" => null,
        var text when TimeSpan.TryParse(text, out var timeout) && timeout > TimeSpan.Zero => timeout,
        var text => throw new HostException(
            $"functionTimeout in host.json is '{text}'. "
            + "Write it as hours, minutes and seconds, such as 00:30:00, or -1 for none."),
    };

    private static void Add(Dictionary<string, string?> settings, string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Add(settings, $"{key}:{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var element in value.EnumerateArray())
                    Add(settings, $"{key}:{index++}", element);
                break;
            default:
                settings[key] = value.ValueKind == JsonValueKind.Null ? null : value.ToString();
                break;
        }
    }
}
