using System.Text.Json;

namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>
/// The resources that Azure would be asked for: the compiler evaluates the template with given parameters, loops, conditions and
/// modules included. What only Azure knows stays an expression in brackets, such as <c>[reference(...).clientId]</c>.
/// </summary>
internal sealed class Deployment
{
    private const string Main = "infra/azure/main.bicep";
    private static readonly Lazy<Deployment> AsShipped = new(
        () => new Deployment(ParameterFile.AsAzdSetsThem(ParameterFile.FirstDeployment)));
    private static readonly Lazy<Deployment> WithEverything = new(() =>
        new Deployment(ParameterFile.Everything.ToDictionary(given => given.Key, given => given.Value.Literal)));

    private Deployment(IReadOnlyDictionary<string, string> parameters)
    {
        var folder = Directory.CreateTempSubdirectory("reap-bicep-").FullName;
        var file = Path.Combine(folder, "main.bicepparam");
        var lines = parameters.Select(parameter => $"param {parameter.Key} = {parameter.Value}");
        File.WriteAllLines(file, [$"using '{Path.GetRelativePath(folder, DeployedFiles.Full(Main))}'", .. lines]);
        Compiler.Output(
            "snapshot", file, "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), "--location", "westeurope");
        Json = File.ReadAllText(Path.Combine(folder, "main.snapshot.json"));
        Directory.Delete(folder, recursive: true);
        Resources = [
            .. JsonDocument.Parse(Json).RootElement.Items("predictedResources").Select(resource => new Resource(resource))];
    }

    /// <summary>What a first <c>azd up</c> makes, with nothing set but name, region and the month of the budget.</summary>
    public static Deployment Default => AsShipped.Value;

    /// <summary>Every parameter another than its default, everything optional made.</summary>
    public static Deployment Everything => WithEverything.Value;

    public string Json { get; }

    public IReadOnlyList<Resource> Resources { get; }

    public IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type == type);

    public Resource Only(string type) => Of(type).Single();
}

/// <summary>A resource as it would be asked for.</summary>
internal sealed class Resource(JsonElement json)
{
    public string Id => json.Text("id")!;

    public string Type => json.Text("type")!;

    public string ApiVersion => json.Text("apiVersion")!;

    /// <summary>The last part of the name: <c>extracts</c> of <c>account/default/extracts</c>.</summary>
    public string Name => json.Text("name")!.Split('/')[^1];

    public string? Text(string path) => json.Text(path);

    public JsonElement? At(string path) => json.At(path);

    public IEnumerable<JsonElement> Items(string path) => json.Items(path);

    public override string ToString() => Id;
}
