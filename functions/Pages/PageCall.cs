using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Description;

namespace ReapFunctions.Pages;

/// <summary>
/// A call of <c>/api/</c> found by its method and path, as the host finds it, and made within the app: pages have no other calls
/// than systems, only another door.
/// </summary>
internal sealed class PageCall
{
    private static readonly IReadOnlyList<PageCall> All =
    [
        .. ApiDescription.Operations.Select(operation => new PageCall(operation.Function))
            .OrderBy(call => call.Function.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private readonly MethodInfo method;
    private readonly string verb;
    private readonly TemplateMatcher matcher;

    private PageCall(Type function)
    {
        Function = function;
        method = function.GetMethods().Single(
            method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))));
        var trigger = ApiDescription.TriggerOf(function);
        verb = trigger.Methods!.Single();
        matcher = new TemplateMatcher(TemplateParser.Parse(trigger.Route!), []);
    }

    public Type Function { get; }

    /// <param name="path">
    /// Below the root, such as <c>/api/health</c>, as a request has it: unescaped once, and not here again.
    /// </param>
    /// <returns>The call with the values of its route; null when there is none of this method and path.</returns>
    public static (PageCall Call, RouteValueDictionary Values)? Find(string verb, string path)
    {
        var asked = new PathString(path);
        foreach (var call in All)
        {
            var values = new RouteValueDictionary();
            if (call.verb.Equals(verb, StringComparison.OrdinalIgnoreCase) && call.matcher.TryMatch(asked, values))
                return (call, values);
        }
        return null;
    }

    /// <summary>What the function returns: a result, or an answer with a result and messages for queues.</summary>
    public async Task<object> MakeAsync(HttpRequest request, RouteValueDictionary values, CancellationToken cancellationToken)
    {
        var function = ActivatorUtilities.CreateInstance(request.HttpContext.RequestServices, Function);
        var running = (Task)method.Invoke(
            function, BindingFlags.DoNotWrapExceptions, null, [.. method.GetParameters().Select(Argument)], null)!;
        await running;
        return running.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(running)!;

        object? Argument(ParameterInfo parameter) =>
            parameter.ParameterType == typeof(HttpRequest) ? request
            : parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
            : values[parameter.Name!];
    }
}
