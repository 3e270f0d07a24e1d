using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using ReapFunctions.Local.Worker.Invocation;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>
/// The middleware of the ASP.NET Core integration: shows the HTTP context to what comes after it, and lets the function's result
/// write the response when all of that has returned.
/// </summary>
internal static class HttpAnswers
{
    public static async Task InvokeAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.Features.Get<HttpContext>() is not { } http)
        {
            await next(context);
            return;
        }

        context.Items[HttpItems.Context] = http;
        await next(context);
        await WriteAsync(http, ReturnValue.Of(context).Value ?? context.Features.Get<FunctionCall>()?.HttpAnswer);
    }

    // A result of any other type writes nothing: the answer is an empty 200, as on the platform. HttpResponseData has written
    // itself already.
    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        IResult answer => answer.ExecuteAsync(http),
        IActionResult answer => answer.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        _ => Task.CompletedTask,
    };
}
