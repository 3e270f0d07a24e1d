using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ReapFunctions.Night.Tests.Description;

/// <summary>A call of a function: what its route names, its query and its body.</summary>
internal sealed record FunctionCall(string Function)
{
    public IReadOnlyDictionary<string, string> Route { get; init; } = new Dictionary<string, string>();

    public string Query { get; init; } = "";

    public byte[] Body { get; init; } = [];

    public string? ContentType { get; init; }

    /// <summary>The same with a text as its body.</summary>
    public FunctionCall With(string body, string contentType = "application/json") =>
        this with { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };
}

/// <summary>An answer, and which parameters of the query the function looked for.</summary>
internal sealed record FunctionAnswered(int Status, string? ContentType, byte[] Body, IReadOnlyCollection<string> Asked)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>Calls any function of HTTP by its name, without a host.</summary>
internal static class FunctionCaller
{
    public static async Task<FunctionAnswered> CallAsync(this Flow flow, FunctionCall call)
    {
        var type = typeof(Registration).Assembly.GetTypes().Single(type => type.Name == call.Function);
        var method = type.GetMethods().Single(method => method.GetParameters()
            .Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))));
        var query = new LookedForQuery(new QueryCollection(QueryHelpers.ParseQuery(call.Query)));
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.Query = query;
        context.Request.Body = new MemoryStream(call.Body);
        context.Request.ContentType = call.ContentType;
        using var body = new MemoryStream();
        context.Response.Body = body;

        var running = (Task)method.Invoke(
            ActivatorUtilities.CreateInstance(flow.Services, type),
            [.. method.GetParameters().Select(parameter => ArgumentOf(parameter, call, context.Request))])!;
        await running;
        var returned = running.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(running)!;
        var result = returned as IResult
            ?? (IResult)returned.GetType().GetProperties()
                .Single(property => property.IsDefined(typeof(HttpResultAttribute))).GetValue(returned)!;
        await result.ExecuteAsync(context);
        return new FunctionAnswered(context.Response.StatusCode, context.Response.ContentType, body.ToArray(), query.Asked);
    }

    /// <summary>The JSON that a function answers.</summary>
    public static async Task<JsonNode> AnswerAsync(
        this Flow flow, string function, string query, Dictionary<string, string>? route = null)
    {
        var answer = await flow.CallAsync(new FunctionCall(function) { Query = query, Route = route ?? [] });
        return JsonNode.Parse(answer.Text)!;
    }

    private static object ArgumentOf(ParameterInfo parameter, FunctionCall call, HttpRequest request) =>
        parameter.ParameterType == typeof(HttpRequest) ? request
        : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
        : call.Route[parameter.Name!];

    /// <summary>Notes what is looked for.</summary>
    private sealed class LookedForQuery(QueryCollection given) : IQueryCollection
    {
        public HashSet<string> Asked { get; } = [];

        public int Count => given.Count;

        public ICollection<string> Keys => given.Keys;

        public StringValues this[string key] => given[Noted(key)];

        public bool ContainsKey(string key) => given.ContainsKey(Noted(key));

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value) =>
            given.TryGetValue(Noted(key), out value);

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => given.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        private string Noted(string key)
        {
            Asked.Add(key);
            return key;
        }
    }
}
