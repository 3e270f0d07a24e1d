using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReapFunctions.Night;

namespace ReapFunctions.Tests;

/// <summary>
/// The host asks routes one after the other in the order of the functions' names, and the first that matches has the call: a
/// parameter must not take what another function's literal is for.
/// </summary>
public class RouteTests
{
    private static readonly IReadOnlyList<(string Function, HttpTriggerAttribute Trigger)> Http =
        [.. typeof(PublishRun).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => (
                method.GetCustomAttribute<FunctionAttribute>()?.Name,
                method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                    .FirstOrDefault(trigger => trigger is not null)))
            .Where(function => function.Name is not null && function.Item2 is not null)
            .Select(function => (function.Name!, function.Item2!))
            .OrderBy(function => function.Item1, StringComparer.OrdinalIgnoreCase)];

    public static TheoryData<string> Functions => [.. Http.Select(function => function.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryFunctionHasItsOwnCalls(string name)
    {
        var (_, trigger) = Http.Single(function => function.Function == name);
        var matched = new List<string>();
        var routes = new RouteCollection();
        var constraints = new DefaultInlineConstraintResolver(
            Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());
        foreach (var (function, other) in Http)
        {
            var handler = new RouteHandler(_ =>
            {
                matched.Add(function);
                return Task.CompletedTask;
            });
            var methods = new Dictionary<string, object> { ["method"] = new HttpMethodRouteConstraint(other.Methods!) };
            routes.Add(new Route(handler, function, other.Route!, [], methods, [], constraints));
        }
        var context = new DefaultHttpContext { RequestServices = Services() };
        context.Request.Method = trigger.Methods![0].ToUpperInvariant();
        context.Request.Path = $"/{PathOf(trigger.Route!)}";

        var route = new RouteContext(context);
        await routes.RouteAsync(route);
        await route.Handler!(context);

        Assert.Equal([name], matched);
    }

    [Fact]
    public void EveryRouteIsOneOfSystemsOrOfPeople() =>
        Assert.All(Http, function => Assert.Matches("^(api|app)/", function.Trigger.Route));

    /// <summary>The route with every parameter filled.</summary>
    private static string PathOf(string route) => string.Join(
        '/', route.Split('/').Select(part => part.StartsWith('{') ? "any" : part));

    private static IServiceProvider Services() => new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();
}
