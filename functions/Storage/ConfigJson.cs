using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReapFunctions.Storage;

/// <summary>One thing wrong in a configuration file.</summary>
/// <param name="File">The file, such as <c>targets.json</c>.</param>
/// <param name="Path">The JSON path, such as <c>$.targets[2].product</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ConfigFault(string File, string Path, string Message)
{
    public override string ToString() => $"{File} {Path}: {Message}";
}

/// <summary>Configuration that cannot be used, with every fault found.</summary>
public sealed class ConfigException(IReadOnlyList<ConfigFault> faults)
    : Exception($"The configuration has {faults.Count} fault(s):{string.Concat(faults.Select(fault => $"\n  {fault}"))}")
{
    /// <summary>How a process ends that cannot use its configuration.</summary>
    public const int ExitCode = 2;

    public IReadOnlyList<ConfigFault> Faults { get; } = faults;
}

/// <summary>
/// Configuration files as records: camelCase names, enums by name, comments and trailing commas allowed, a member that the
/// record does not know is a fault.
/// </summary>
public static class ConfigJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // A number says nothing to who reads it, and is another value once somebody adds a name before it.
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // Else "NaN" and "12" in quotes would be numbers.
        NumberHandling = JsonNumberHandling.Strict,
        WriteIndented = true,
    };

    /// <exception cref="ConfigException">Not JSON, or not of the record's shape; the fault carries the JSON path.</exception>
    public static T Read<T>(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new ConfigException([new(file, "$", "The file is 'null'. Write a JSON object.")]);
        }
        catch (JsonException fault)
        {
            throw new ConfigException([new(file, fault.Path ?? "$", fault.Message)]);
        }
    }
}
