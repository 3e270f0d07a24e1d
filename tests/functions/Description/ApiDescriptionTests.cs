using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using ReapFunctions.Description;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Tests.Description;

public partial class ApiDescriptionTests
{
    private static readonly Type[] Functions =
        [.. typeof(GetOpenApi).Assembly.GetTypes().Where(type => type.GetMethods().SelectMany(method => method.GetParameters())
            .Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute), inherit: false)))
            .Where(IsForSystems)];

    [Fact]
    public async Task EveryHttpFunctionIsDescribedOnceByItsNameMethodRouteAndKey()
    {
        var schemas = await AnswerSchemas.ReadAsync();
        var described = schemas.Operations.Select(found => (
            (string)found.Operation["operationId"]!,
            found.Method,
            found.Path,
            found.Operation["security"]![0]!.AsObject().Single().Key));

        Assert.Equal(
            Functions.Select(function => (Function: function, Trigger: ApiDescription.TriggerOf(function))).Select(found => (
                found.Function.Name,
                found.Trigger.Methods!.Single(),
                $"/{found.Trigger.Route![ApiDescription.Prefix.Length..]}",
                found.Trigger.AuthLevel == AuthorizationLevel.Admin ? "masterKey" : "functionKey")).Order(),
            described.Order());
    }

    [Fact]
    public async Task ParametersOfARouteAreThoseOfTheFunction()
    {
        var schemas = await AnswerSchemas.ReadAsync();
        Assert.All(Functions, function =>
        {
            var method = function.GetMethods().Single(method => method.GetParameters()
                .Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute), inherit: false)));
            var bound = method.GetParameters().Where(parameter => parameter.ParameterType == typeof(string))
                .Select(parameter => parameter.Name!);
            var inPath = Parameters(schemas.OperationOf(function.Name)).Where(parameter => (string?)parameter["in"] == "path")
                .Select(parameter => (string)parameter["name"]!);
            Assert.Equal(bound.Order(), inPath.Order());
        });
    }

    [Fact]
    public async Task AReaderOfOpenApiFindsNoFault()
    {
        var text = await ApiDescription.TextAsync();

        var read = OpenApiDocument.Parse(text, "json");

        Assert.StartsWith("3.1.", (string?)JsonNode.Parse(text)!["openapi"], StringComparison.Ordinal);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(Functions.Length, read.Document!.Paths.Sum(path => path.Value.Operations!.Count));
    }

    [Fact]
    public async Task EveryReferenceLeadsToASchemaAndEverySchemaIsReferredTo()
    {
        var text = await ApiDescription.TextAsync();
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject().Select(schema => schema.Key);
        Assert.Equal(schemas.Order(), Reference().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public async Task EverySchemaAndEveryParameterSaysWhatItIs()
    {
        var schemas = await AnswerSchemas.ReadAsync();
        Assert.All(schemas.Operations.SelectMany(found => Parameters(found.Operation)), parameter => Assert.NotNull(
            parameter["description"]));
        Assert.Empty(schemas.Document["components"]!["schemas"]!.AsObject()
            .Where(schema => schema.Value!["description"] is null).Select(schema => schema.Key));
    }

    [Fact]
    public async Task EveryBodyAndEveryAnswerOfJsonHasAnExampleThatItsSchemaAllows()
    {
        var schemas = await AnswerSchemas.ReadAsync();
        var without = new List<string>();
        foreach (var (name, media) in schemas.Operations.SelectMany(found => JsonOf(found.Operation)))
        {
            if (media["example"] is not { } example)
                without.Add(name);
            else if (schemas.FaultsOf(media["schema"]!, example) is { Count: > 0 } faults)
                without.Add($"{name}: {string.Join("; ", faults)}");
        }
        Assert.Empty(without);
    }

    [Fact]
    public void EveryExampleIsOfACall() =>
        Assert.All(
            typeof(GetOpenApi).Assembly.GetManifestResourceNames().Where(name => name.Contains(".Examples.")),
            name => Assert.Contains(name.Split('.')[^3], Functions.Select(function => function.Name)));

    [Theory]
    [InlineData("run", null)]
    [InlineData("run", "20")]
    [InlineData("ageHours", "\"old\"")]
    [InlineData("asOf", "\"yesterday\"")]
    [InlineData("stale", "null")]
    public async Task AnAnswerThatIsNotAsDescribedIsFound(string property, string? json)
    {
        var schemas = await AnswerSchemas.ReadAsync();
        var answer = JsonNode.Parse("""
            { "ready": true, "run": "2026-11-21.1", "asOf": "2026-11-21T00:00:00+00:00", "ageHours": 9, "stale": false }
            """)!.AsObject();
        Assert.Empty(schemas.FaultsOf("GetHealth", 200, "application/json", answer));

        if (json is null)
            answer.Remove(property);
        else
            answer[property] = JsonNode.Parse(json);

        Assert.NotEmpty(schemas.FaultsOf("GetHealth", 200, "application/json", answer));
        Assert.NotEmpty(schemas.FaultsOf("GetHealth", 404, "application/problem+json", answer));
    }

    [Fact]
    public async Task EveryCallStandsInThePageAndAmongTheRequests()
    {
        var schemas = await AnswerSchemas.ReadAsync();
        var (page, requests) = (Repository.Read("docs", "http.md"), Repository.Read("docs", "requests.http"));
        Assert.All(schemas.Operations, found =>
        {
            var call = $"{found.Method.ToUpperInvariant()} /api{found.Path}";
            Assert.Contains(call, page, StringComparison.Ordinal);
            var route = string.Join("[^/\\s?]+", RoutePart().Split(found.Path).Select(Regex.Escape));
            Assert.Matches($@"(?m)^{found.Method.ToUpperInvariant()} \{{\{{app\}}\}}/api{route}(\?|$)", requests);
        });
    }

    [Fact]
    public void EveryFigureOfTheScorecardStandsInThePage()
    {
        var answer = typeof(GetScorecard).GetNestedType("Answer", BindingFlags.NonPublic)!;
        var page = Repository.Read("docs", "http.md");
        string[] plain = [nameof(Scorecard.Run), nameof(Scorecard.Currency), nameof(Scorecard.Steps)];

        var figures = answer.GetProperties().Concat(typeof(Scorecard).GetProperties())
            .Select(figure => figure.Name).Except(plain);
        Assert.All(figures, figure => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(figure)}`", page));
    }

    /// <summary>Pages, what is said to them of who is there, and their door to the calls are no calls themselves.</summary>
    private static bool IsForSystems(Type function) =>
        !ApiDescription.TriggerOf(function).Route!.StartsWith("app/", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> Parameters(JsonNode operation) =>
        operation["parameters"]?.AsArray().Select(parameter => parameter!) ?? [];

    /// <summary>Bodies and answers of JSON that are no errors.</summary>
    private static IEnumerable<(string Name, JsonNode Media)> JsonOf(JsonNode operation)
    {
        var id = (string)operation["operationId"]!;
        if (operation["requestBody"]?["content"]?["application/json"] is { } body)
            yield return ($"{id}.body", body);
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            if (id != nameof(GetOpenApi) && response!["content"]?["application/json"] is { } media)
                yield return ($"{id}.{status}", media);
        }
    }

    [GeneratedRegex("#/components/schemas/(\\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex RoutePart();
}
