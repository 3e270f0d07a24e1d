using System.Text.Json;
using ReapFunctions.Local.Host.Functions;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>
/// The build output of a functions app: what it declares, how it is to be run, and which assembly is its worker.
/// </summary>
internal sealed class AppFolder
{
    private const string BuildFirst = "Build the app first: dotnet build functions.";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private AppFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The worker's assembly.</summary>
    public string Worker { get; private init; } = "";

    /// <summary>host.json as settings below <c>AzureFunctionsJobHost</c>.</summary>
    public required IReadOnlyDictionary<string, string?> HostJson { get; init; }

    /// <summary>
    /// What functions.metadata declares, in the order of names: the order of the genuine host, and so that of its routes.
    /// </summary>
    public required IReadOnlyList<AppFunction> Functions { get; init; }

    /// <exception cref="HostException">A file is missing or cannot be read.</exception>
    public static AppFolder Read(string path)
    {
        using var metadata = ReadJson(path, "functions.metadata", BuildFirst);
        using var host = ReadJson(path, "host.json", "Put one beside the app's project and build again.");
        using var worker = ReadJson(path, "worker.config.json", BuildFirst);
        var functions = metadata.RootElement.EnumerateArray().Select(AppFunction.Read)
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new AppFolder(path)
        {
            HostJson = Settings.HostJson.Flatten(host.RootElement),
            Functions = Distinct(functions),
            Worker = System.IO.Path.Combine(
                path, worker.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()!),
        };
    }

    private static List<AppFunction> Distinct(List<AppFunction> functions)
    {
        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Count() > 1);
        if (twice is null)
            return functions;
        var names = string.Join(" and ", twice.Select(function => $"'{function.Name}'"));
        throw new HostException($"Functions {names} have one name: on Azure case does not count. Rename one of them.");
    }

    private static JsonDocument ReadJson(string folder, string name, string remedy)
    {
        var file = System.IO.Path.Combine(folder, name);
        if (!File.Exists(file))
            throw new HostException($"There is no {name} in '{folder}'. {remedy}");
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file), Lenient);
        }
        catch (JsonException fault)
        {
            throw new HostException($"{name} in '{folder}' is not JSON: {fault.Message} {remedy}", fault);
        }
    }
}
