using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using ReapFunctions.Http;

namespace ReapFunctions.Description;

/// <summary>
/// The HTTP calls as OpenAPI 3.1: methods, routes and keys from the triggers of the functions, shapes from the types that they
/// read and write, words from <see cref="PeopleCalls"/> and <see cref="OperatorCalls"/>.
/// </summary>
internal sealed partial class ApiDescription
{
    private const string FunctionKey = "functionKey";
    private const string MasterKey = "masterKey";

    /// <summary>What the routes of all calls begin with.</summary>
    public const string Prefix = "api/";

    private static readonly Lazy<Task<string>> Written = new(() => new ApiDescription().WriteAsync());

    /// <summary>What a part of a route names.</summary>
    private static readonly Dictionary<string, string> RouteParts = new()
    {
        ["id"] = "A customer, or an enquiry, as the extracts write the id; percent-encode it.",
        ["target"] = "A target of the portfolio.",
        ["run"] = "A run, yyyy-MM-dd.N.",
        ["source"] = "A source of the portfolio.",
        ["date"] = "The drop, yyyy-MM-dd.",
        ["file"] = "The name of the upload.",
        ["name"] = "The name that it was kept under.",
    };

    private readonly OpenApiDocument document = new()
    {
        Info = new OpenApiInfo
        {
            Title = "ReapFunctions",
            Version = "1",
            Description = "What customers are worth, how likely they are to leave, and what to say to them next.",
        },
        Servers = [new OpenApiServer { Url = "/api" }],
        Paths = [],
        Components = new OpenApiComponents(),
    };

    private readonly SchemaBook book = new(new XmlComments());

    private ApiDescription()
    {
    }

    /// <summary>Every call.</summary>
    public static IReadOnlyList<Operation> Operations { get; } = [.. PeopleCalls.All, .. OperatorCalls.All];

    /// <summary>The document as JSON, made once.</summary>
    public static Task<string> TextAsync() => Written.Value;

    private async Task<string> WriteAsync()
    {
        AddKeys();
        foreach (var operation in Operations)
            Add(operation);
        foreach (var (name, schema) in book.Schemas)
            document.AddComponent(name, Parsed(schema));
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
    }

    private void AddKeys()
    {
        foreach (var (name, says) in new[]
        {
            (FunctionKey, "The key of the function, or the master key."), (MasterKey, "The master key of the app."),
        })
            document.AddComponent<IOpenApiSecurityScheme>(name, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "x-functions-key",
                Description = says,
            });
    }

    private void Add(Operation operation)
    {
        var trigger = TriggerOf(operation.Function);
        var path = $"/{trigger.Route![Prefix.Length..]}";
        if (!document.Paths.TryGetValue(path, out var item))
            document.Paths[path] = item = new OpenApiPathItem { Operations = [] };
        document.Tags ??= new HashSet<OpenApiTag>();
        if (document.Tags.All(tag => tag.Name != operation.Group))
            document.Tags.Add(new OpenApiTag { Name = operation.Group });
        var key = trigger.AuthLevel == AuthorizationLevel.Admin ? MasterKey : FunctionKey;
        item.Operations![HttpMethod.Parse(trigger.Methods![0])] = new OpenApiOperation
        {
            OperationId = operation.Function.Name,
            Summary = operation.Summary,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group, document) },
            Parameters = [.. PathParameters(trigger.Route!), .. operation.Query.Select(QueryParameter)],
            RequestBody = BodyOf(operation),
            Responses = AnswersOf(operation),
            Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(key, document)] = [] }],
        };
    }

    /// <summary>The trigger of a function of HTTP.</summary>
    internal static HttpTriggerAttribute TriggerOf(Type function) =>
        function.GetMethods().SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .Single(trigger => trigger is not null)!;

    private IEnumerable<IOpenApiParameter> PathParameters(string route) =>
        RoutePart().Matches(route).Select(part => new OpenApiParameter
        {
            Name = part.Groups[1].Value,
            In = ParameterLocation.Path,
            Required = true,
            Description = RouteParts[part.Groups[1].Value],
            Schema = Parsed(book.Plain(typeof(string))),
        });

    private IOpenApiParameter QueryParameter(QueryParameter parameter)
    {
        var schema = book.Plain(parameter.Type);
        if (parameter.Values.Count > 0)
            schema["enum"] = new JsonArray([.. parameter.Values.Select(value => (JsonNode)value)]);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Says,
            Explode = parameter.Several,
            Schema = Parsed(parameter.Several ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema),
        };
    }

    private OpenApiRequestBody? BodyOf(Operation operation) =>
        operation.Body is { } type
            ? new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/json"] = Media(book.AddBody(type), ApiExamples.OfBody(operation.Function)),
                },
            }
        : operation.BodyType is { } content
            ? new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, IOpenApiMediaType> { [content] = new OpenApiMediaType { Schema = Bytes() } },
            }
        : null;

    /// <summary>Every call refuses parameters that it does not know.</summary>
    private static IEnumerable<Answered> Answers(Operation operation) =>
        operation.Answers.Any(answer => answer.Status == 400)
            ? operation.Answers
            : operation.Answers.Append(Answered.Problem(400, "There is no such parameter.")).OrderBy(answer => answer.Status);

    private OpenApiResponses AnswersOf(Operation operation)
    {
        var responses = new OpenApiResponses();
        foreach (var answers in Answers(operation).GroupBy(answer => answer.Status))
            responses[$"{answers.Key}"] = new OpenApiResponse
            {
                Description = answers.First().Says,
                Headers = answers.First().Headers.ToDictionary(header => header.Key, IOpenApiHeader (header) => new OpenApiHeader
                {
                    Description = header.Value,
                    Schema = Parsed(book.Plain(typeof(string))),
                }),
                Content = answers.Where(answer => answer.ContentType is not null)
                    .ToDictionary(answer => answer.ContentType!, IOpenApiMediaType (answer) => ContentOf(operation, answer)),
            };
        responses["401"] = new OpenApiResponse { Description = "No key, or one that does not open this call." };
        responses.TryAdd("503", new OpenApiResponse
        {
            Description = $"Storage cannot be read: a problem document of the type {Problems.StorageType}. Try again later.",
        });
        return responses;
    }

    private OpenApiMediaType ContentOf(Operation operation, Answered answer) =>
        answer.Body is { } type
            ? Media(book.Add(type, answer.Says), ApiExamples.OfAnswer(operation.Function, answer.Status))
            : new OpenApiMediaType { Schema = answer.ContentType == "application/json" ? new OpenApiSchema() : Bytes() };

    private OpenApiMediaType Media(string schema, JsonNode? example) =>
        new() { Schema = new OpenApiSchemaReference(schema, document), Example = example };

    /// <summary>A file.</summary>
    private static OpenApiSchema Bytes() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private OpenApiSchema Parsed(JsonNode schema)
    {
        var parsed = OpenApiModelFactory.Parse<OpenApiSchema>(
            schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out var diagnostic, "json");
        return parsed is not null && diagnostic?.Errors is not { Count: > 0 }
            ? parsed
            : throw new InvalidOperationException($"{schema} is no schema: {diagnostic?.Errors.FirstOrDefault()}");
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RoutePart();
}
