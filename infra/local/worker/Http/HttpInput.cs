using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>An HTTP request. Its metadata are properties of a JSON body, query values and route values; the later wins.</summary>
internal sealed class HttpInput(HttpContext http) : TriggerInput
{
    private IReadOnlyList<(string Name, string Value)> body = [];
    private IReadOnlyDictionary<string, string>? metadata;

    public override IReadOnlyDictionary<string, string> Metadata => metadata ??= ReadMetadata();

    public override void Attach(FunctionContext context) => context.Features.Set(http);

    // The request itself binds by its type; the genuine host gives null for any other.
    public override ValueTask<object?> BindAsync(Type type, WorkerJson json, CancellationToken cancellation) => default;

    /// <summary>Reads the body when a parameter of the function can only come from there.</summary>
    public override async ValueTask PrepareAsync(FunctionEntry function, CancellationToken cancellation)
    {
        if (!http.Request.HasJsonContentType() || !function.Parameters.Any(IsOnlyInBody))
            return;
        http.Request.EnableBuffering();
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, cancellation);
        http.Request.Body.Position = 0;
        body = JsonProperties.Of(copy.GetBuffer().AsMemory(0, (int)copy.Length));
        metadata = null;
    }

    private bool IsOnlyInBody(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(FunctionContext)
        && parameter.ParameterType != typeof(CancellationToken)
        && parameter.GetCustomAttribute<HttpTriggerAttribute>() is null
        && !http.Request.RouteValues.ContainsKey(parameter.Name!)
        && !http.Request.Query.ContainsKey(parameter.Name!);

    private Dictionary<string, string> ReadMetadata()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in body)
            values[name] = value;
        foreach (var (name, value) in http.Request.Query.Where(q => !q.Key.Equals("code", StringComparison.OrdinalIgnoreCase)))
            values[name] = value.ToString();
        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (value is not null)
                values[name] = value.ToString()!;
        }

        return values;
    }
}
