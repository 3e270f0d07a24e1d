using System.Text.Json.Nodes;
using Json.Schema;
using ReapFunctions.Description;

namespace ReapFunctions.Tests.Description;

/// <summary>Holds JSON against the schemas of the description, by another implementation than the app's.</summary>
internal sealed class AnswerSchemas
{
    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly Dictionary<string, JsonSchema> known = new(StringComparer.Ordinal);

    private AnswerSchemas(JsonNode document) => Document = document;

    /// <summary>The description itself.</summary>
    public JsonNode Document { get; }

    public static async Task<AnswerSchemas> ReadAsync() => new(JsonNode.Parse(await ApiDescription.TextAsync())!);

    /// <summary>Every operation with its path and method.</summary>
    public IEnumerable<(string Path, string Method, JsonNode Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key, method.Value!);

    public JsonNode OperationOf(string id) =>
        Operations.Single(found => (string?)found.Operation["operationId"] == id).Operation;

    /// <summary>What the schema of an answer says against a document; empty when it is as described.</summary>
    public IReadOnlyList<string> FaultsOf(string operation, int status, string contentType, JsonNode? json) =>
        OperationOf(operation)["responses"]?[$"{status}"]?["content"]?[contentType]?["schema"] is { } schema
            ? FaultsOf(schema, json)
            : [$"{operation} is not described to answer {status} as {contentType}"];

    /// <summary>The same of any schema of the description.</summary>
    public IReadOnlyList<string> FaultsOf(JsonNode schema, JsonNode? json)
    {
        var text = schema.ToJsonString();
        if (!known.TryGetValue(text, out var read))
        {
            var whole = schema.DeepClone().AsObject();
            whole["$schema"] = "https://json-schema.org/draft/2020-12/schema";
            whole["components"] = new JsonObject { ["schemas"] = Document["components"]!["schemas"]!.DeepClone() };
            known[text] = read = JsonSchema.FromText(whole.ToJsonString());
        }
        var result = read.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(json), Strict);
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).Where(part => !part.IsValid && part.Errors is not null)
                .SelectMany(part => part.Errors!.Values.Select(error => $"{part.InstanceLocation}: {error}"))
                .DefaultIfEmpty("It is not as described.")];
    }
}
