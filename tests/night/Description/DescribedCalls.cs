using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReapFunctions.Tests;
using ReapFunctions.Tests.Description;

namespace ReapFunctions.Night.Tests.Description;

/// <summary>
/// Calls that are held against the description: each answer must be one that it knows, of the shape that it says.
/// </summary>
internal sealed class DescribedCalls(AnswerSchemas schemas)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly HashSet<string> ListNames = [.. ListCalls.All.Select(function => function.Name)];

    private readonly HashSet<string> seen = [];
    private readonly HashSet<string> approved = [];
    private readonly Dictionary<string, HashSet<string>> asked = [];

    /// <summary>Every answer that is described, as <c>Function 200 application/json</c>, but those that the host gives, and
    /// what any call answers while storage is down.</summary>
    public IEnumerable<string> Described =>
        from found in schemas.Operations
        from response in found.Operation["responses"]!.AsObject()
        where response.Key is not "401" && (response.Key != "503" || response.Value!["content"] is not null)
        let contents = response.Value!["content"]?.AsObject().Select(content => $" {content.Key}") ?? []
        from content in contents.DefaultIfEmpty("")
        select $"{found.Operation["operationId"]} {response.Key}{content}";

    /// <summary>Those that were seen.</summary>
    public IEnumerable<string> Seen => seen;

    /// <summary>By function: the parameters that its calls looked for.</summary>
    public IEnumerable<(string Function, string Parameters)> Asked =>
        asked.Select(function => (function.Key, string.Join(' ', function.Value.Order(StringComparer.Ordinal))));

    /// <summary>By function: the parameters that are described.</summary>
    public IEnumerable<(string Function, string Parameters)> Parameters => schemas.Operations.Select(found => (
        (string)found.Operation["operationId"]!,
        string.Join(' ', (found.Operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!)
            .Order(StringComparer.Ordinal))));

    /// <summary>Calls a function, which must answer with a status, as described.</summary>
    public async Task<FunctionAnswered> CallAsync(Flow flow, int status, FunctionCall call)
    {
        var pulled = Pulled(flow);
        var answer = await flow.CallAsync(call);
        // Nobody pulls a list without a trace.
        Assert.Equal(
            (call.Function, answer.Status == 200 && ListNames.Contains(call.Function) ? 1 : 0),
            (call.Function, Pulled(flow) - pulled));
        Assert.True(status == answer.Status, $"{call.Function} answers {answer.Status} for {status}: {answer.Text}");
        var type = answer.ContentType?.Split(';')[0];
        seen.Add($"{call.Function} {status}{(type is null ? "" : $" {type}")}");
        if (!asked.TryGetValue(call.Function, out var names))
            asked[call.Function] = names = [];
        names.UnionWith(answer.Asked);
        if (type?.EndsWith("json", StringComparison.Ordinal) == true)
        {
            var json = JsonNode.Parse(answer.Text);
            var faults = schemas.FaultsOf(call.Function, status, type, json);
            Assert.True(faults.Count == 0, $"{call.Function} {status}: {string.Join("\n", faults)}\n{answer.Text}");
            if (status < 300 && call.Function != "GetOpenApi")
                Approve($"{call.Function}.{status}.json", json!);
        }
        return answer;
    }

    private static int Pulled(Flow flow) => flow.Done.GetValueOrDefault(nameof(ReapFunctions.Http.Log.ListPulled));

    /// <summary>
    /// Examples of the description are answers that were given, cut short. With <c>REAP_APPROVE=1</c> they are written anew, the
    /// first of each.
    /// </summary>
    private void Approve(string name, JsonNode answer)
    {
        if (Environment.GetEnvironmentVariable("REAP_APPROVE") != "1" || !approved.Add(name))
            return;
        Cut(answer);
        File.WriteAllText(
            Path.Combine(Repository.Root, "functions", "Description", "Examples", name),
            answer.ToJsonString(Indented) + "\n");
    }

    /// <summary>Three texts or numbers of a list, one of anything larger.</summary>
    private static void Cut(JsonNode? node)
    {
        if (node is JsonArray { Count: > 0 } list)
        {
            while (list.Count > (list[0] is JsonValue ? 3 : 1))
                list.RemoveAt(list.Count - 1);
            Cut(list[0]);
        }
        foreach (var (_, value) in node as JsonObject ?? [])
            Cut(value);
    }
}
