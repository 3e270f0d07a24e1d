using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Functions;

namespace ReapFunctions.Local.Host.Http;

/// <summary>
/// The routes of the HTTP functions, matched as the genuine host does it: one after the other in the order of the functions'
/// names, so that a parameter may win over a literal; another method, HEAD and OPTIONS included, is another route.
/// </summary>
internal sealed class FunctionRoutes(FunctionKeys keys, Func<IJobHost> jobs)
{
    private readonly RouteCollection routes = new();

    public void Map(IEnumerable<AppFunction> functions, string prefix, IInlineConstraintResolver constraints, ILogger logger)
    {
        foreach (var function in functions.Where(function => function.IsHttp))
        {
            var trigger = function.Trigger!;
            var template = trigger.Text("route") is { Length: > 0 } route ? route : function.Name;
            template = prefix.Length > 0 ? $"{prefix}/{template}" : template;
            var methods = trigger.List("methods");
            var limits = new Dictionary<string, object>();
            if (methods is not null)
                limits["httpMethod"] = new HttpMethodRouteConstraint(methods);
            var level = trigger.Text("authLevel") ?? "function";
            var handler = new RouteHandler(context => InvokeAsync(context, function.Name, level));
            try
            {
                routes.Add(new Route(handler, function.Name, template, [], limits, [], constraints));
            }
            catch (RouteCreationException fault)
            {
                var cause = fault.GetBaseException().Message;
                Log.FunctionInError(logger, function.Name, $"The route '{template}' is none: {cause} Mend it and build again.");
                continue;
            }
            Log.RouteMapped(logger, function.Name, methods is null ? "all" : string.Join(',', methods), template);
        }
    }

    /// <summary>Answers a request; 404 when it is nobody's.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var route = new RouteContext(context);
        await routes.RouteAsync(route);
        if (route.Handler is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Request.RouteValues = route.RouteData.Values;
        await route.Handler(context);
    }

    private async Task InvokeAsync(HttpContext context, string function, string level)
    {
        if (!keys.Allow(context.Request, level))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            await jobs().CallAsync(function, new Dictionary<string, object> { ["trigger"] = context }, CancellationToken.None);
        }
        catch (FunctionInvocationException)
        {
            // It stands in the log; the caller is told no more than on Azure.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
