using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Http;

namespace ReapFunctions.Host.Tests.Http;

public sealed class FunctionRoutesTests
{
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();

    [Theory]
    [InlineData("{")]
    [InlineData("{id:nothing}")]
    public async Task AFunctionWhoseRouteIsNoneIsLeftOutAndTheOthersAnswer(string route)
    {
        var routes = new FunctionRoutes(
            FunctionKeys.Read(new Dictionary<string, string>(), IPAddress.Loopback), () => throw new NotSupportedException());
        var constraints = new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services);
        routes.Map([Function("Bad", route), Function("Good", "good")], "api", constraints, NullLogger.Instance);

        await Assert.ThrowsAsync<NotSupportedException>(() => routes.InvokeAsync(Get("/api/good")));
        var context = Get("/api/Bad");
        await routes.InvokeAsync(context);
        Assert.Equal(StatusCodes.Status404NotFound, context.Response.StatusCode);
    }

    private DefaultHttpContext Get(string path) =>
        new() { RequestServices = services, Request = { Method = "GET", Path = path } };

    private static AppFunction Function(string name, string route)
    {
        using var document = JsonDocument.Parse(
            $$"""
            { "name": "{{name}}", "scriptFile": "A.dll", "entryPoint": "A.Run",
              "bindings": [{ "name": "request", "type": "httpTrigger", "route": "{{route}}" }] }
            """);
        return AppFunction.Read(document.RootElement);
    }
}
