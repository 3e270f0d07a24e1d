using System.Text.Json;
using ReapFunctions.Local.Host.Functions;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>
/// The build output of a functions app: what it declares, how it is to be run, and which assembly is its worker.
/// </summary>
internal sealed class AppFolder
{
    private const string BuildFirst = "Build the app first: dotnet build functions.";

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

    /// <exception cref="HostException">A file is missing, cannot be read or does not hold what it should.</exception>
    public static AppFolder Read(string path) => new(path)
    {
        Functions = ReadFile(path, "functions.metadata", BuildFirst, FunctionsOf),
        HostJson = ReadFile(path, "host.json", "Put one beside the app's project and build again.", HostJsonOf),
        Worker = System.IO.Path.Combine(path, ReadFile(path, "worker.config.json", BuildFirst, WorkerOf)),
    };

    private static List<AppFunction> FunctionsOf(JsonElement metadata) => Distinct(
        [.. ExpectedJson.List(metadata).Select(AppFunction.Read)
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)]);

    private static Dictionary<string, string?> HostJsonOf(JsonElement host) =>
        Settings.HostJson.Flatten(ExpectedJson.Object(host));

    private static string WorkerOf(JsonElement worker) =>
        ExpectedJson.Object(worker).TryGetProperty("description", out var description)
            ? ExpectedJson.Text(description, "its description", "defaultWorkerPath")
            : throw new FormatException("A \"description\" with a text \"defaultWorkerPath\" is expected.");

    private static List<AppFunction> Distinct(List<AppFunction> functions)
    {
        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Count() > 1);
        if (twice is null)
            return functions;
        var names = string.Join(" and ", twice.Select(function => $"'{function.Name}'"));
        throw new HostException($"Functions {names} have one name: on Azure case does not count. Rename one of them.");
    }

    private static T ReadFile<T>(string folder, string name, string remedy, Func<JsonElement, T> read)
    {
        var file = System.IO.Path.Combine(folder, name);
        return File.Exists(file)
            ? JsonFile.Read(file, $"{name} in '{folder}'", remedy, read)
            : throw new HostException($"There is no {name} in '{folder}'. {remedy}");
    }
}
