using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Indexing;
using ReapFunctions.Local.Worker.Invocation;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>Serves the HTTP functions.</summary>
internal sealed class HttpEndpoints(
    FunctionRunner runner, FunctionKeys keys, HostJson host, HostStop stop, ILogger<HttpEndpoints> log)
{
    /// <summary>The template of a function's route with the prefix of host.json.</summary>
    public static string TemplateOf(FunctionEntry function, HostJson host)
    {
        var route = (((HttpTriggerAttribute)function.Trigger).Route ?? function.Name).TrimStart('/');
        return host.RoutePrefix.Length == 0 ? route : host.RoutePrefix + "/" + route;
    }

    /// <summary>Why a function's route cannot be served, or null.</summary>
    public static string? FaultOf(FunctionEntry function, HostJson host)
    {
        try
        {
            RoutePatternFactory.Parse(TemplateOf(function, host));
            return null;
        }
        catch (RoutePatternException fault)
        {
            return $"Function '{function.Name}' has the route '{TemplateOf(function, host)}': {fault.Message} Correct the template.";
        }
    }

    public void Map(IEndpointRouteBuilder app, IEnumerable<FunctionEntry> functions)
    {
        foreach (var function in functions.Where(function => function.IsHttp))
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            var template = TemplateOf(function, host);
            RequestDelegate answer = http => AnswerAsync(http, function, trigger);
            if (trigger.Methods is { Length: > 0 } methods)
                app.MapMethods(template, methods.Select(method => method.ToUpperInvariant()), answer);
            else
                app.Map(template, answer);
            log.Serves(function.Name, trigger.Methods is { Length: > 0 } verbs ? string.Join(',', verbs) : "any", template);
        }
    }

    private async Task AnswerAsync(HttpContext http, FunctionEntry function, HttpTriggerAttribute trigger)
    {
        if (!keys.Allows(http.Request, function.Name, trigger.DeclaredLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await runner.RunAsync(function, new HttpInput(http), http.RequestServices, stop.Cancelled);
        }
        catch (Exception)
        {
            // The runner has logged it. The caller learns only that it failed.
            if (http.Response.HasStarted)
                http.Abort();
            else
                Fail(http.Response);
        }
    }

    private static void Fail(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
